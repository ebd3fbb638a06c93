import { Trans } from '@lingui/react/macro'
import { fileWriters } from '#shared/attachments/policy.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { useHasRole } from '#client/lib/session.ts'
import { Card, Section } from '#client/ui/card.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { WhenNear } from '#client/ui/when-near.tsx'

const waiting = <Skeleton rows={1} />
const Attachments = lazyPart(async () => (await import('#client/lib/attachments.tsx')).Attachments, waiting)
const ChildAgreements = lazyPart(
  async () => (await import('#client/lib/child-agreements.tsx')).ChildAgreements,
  waiting,
)

/** What has been promised on paper. */
export function Agreements({ id }: { id: string }) {
  return (
    <Section title={<Trans>协议</Trans>}>
      <WhenNear fallback={waiting}>
        <ChildAgreements pupilId={id} />
      </WhenNear>
    </Section>
  )
}

/** Not put off until one comes near: an upload that was interrupted goes on from here. */
export function Photos({ id }: { id: string }) {
  const reads = useHasRole(...fileWriters)
  if (!reads) return null
  return (
    <Section title={<Trans>照片和扫描件</Trans>}>
      <Card>
        <Attachments owner={{ kind: 'child', id }} />
      </Card>
    </Section>
  )
}
