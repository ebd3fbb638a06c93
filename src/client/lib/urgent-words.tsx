import { Trans } from '@lingui/react/macro'
import type { UrgentNotice } from '#shared/notices/schema.ts'
import { formatDate } from './format.ts'

/** By whom and when, and whom to go to; what was said stays with author and counsellor (H-05, H-12). */
export function UrgentWords({ notice }: { notice: UrgentNotice }) {
  const { heldOn, corrected } = notice
  const author = notice.authorName ?? '–'
  const day = formatDate(heldOn)
  if (corrected)
    return (
      <Trans>
        {author} {day}谈过以后标了紧急，后来更正为不紧急。
      </Trans>
    )
  return (
    <Trans>
      {author} {day}谈过以后觉得紧急。谈了什么只有本人和心理老师能看，请马上找{author}当面问。
    </Trans>
  )
}
