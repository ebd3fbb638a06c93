import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { appraisalQuery } from './appraisal.ts'
import { WayLine } from './way-line.tsx'

/** The way to points and awards, for whoever has anything of it while it is on; nothing else leads there (H-07). */
export function AppraisalLine() {
  const { data } = useQuery(appraisalQuery())
  if (data === undefined || data.state === 'off') return null
  const { own, ownWithheld, classes, marks, scheme } = data
  if (own === null && ownWithheld === null && classes.length === 0 && !marks && scheme === null) return null
  return (
    <WayLine to="/appraisal" icon="check">
      <Trans>考核奖励</Trans>
    </WayLine>
  )
}
