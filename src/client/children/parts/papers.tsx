import { Trans } from '@lingui/react/macro'
import { lazy, Suspense } from 'react'
import { fileWriters } from '#shared/attachments/policy.ts'
import { useHasRole } from '#client/lib/session.ts'
import { Card, Section } from '#client/ui/card.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { WhenNear } from '#client/ui/when-near.tsx'

const Attachments = lazy(async () => ({ default: (await import('#client/lib/attachments.tsx')).Attachments }))
const ChildAgreements = lazy(async () => ({
  default: (await import('#client/lib/child-agreements.tsx')).ChildAgreements,
}))
const waiting = <Skeleton rows={1} />

/** What has been promised on paper. */
export function Agreements({ id }: { id: string }) {
  return (
    <Section title={<Trans>协议</Trans>}>
      <WhenNear fallback={waiting}>
        <Suspense fallback={waiting}>
          <ChildAgreements pupilId={id} />
        </Suspense>
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
        <Suspense fallback={waiting}>
          <Attachments owner={{ kind: 'child', id }} />
        </Suspense>
      </Card>
    </Section>
  )
}
