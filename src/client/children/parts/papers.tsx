import { Trans } from '@lingui/react/macro'
import { lazy, Suspense } from 'react'
import { Card, Section } from '#client/ui/card.tsx'
import { Skeleton } from '#client/ui/states.tsx'

const Attachments = lazy(async () => ({ default: (await import('#client/lib/attachments.tsx')).Attachments }))
const ChildAgreements = lazy(async () => ({
  default: (await import('#client/lib/child-agreements.tsx')).ChildAgreements,
}))

/** What is on paper about a child: agreements, photos, scans. */
export function Papers({ id }: { id: string }) {
  return (
    <>
      <Section title={<Trans>协议</Trans>}>
        <Suspense fallback={<Skeleton rows={1} />}>
          <ChildAgreements pupilId={id} />
        </Suspense>
      </Section>
      <Section title={<Trans>照片和扫描件</Trans>}>
        <Card>
          <Suspense fallback={<Skeleton rows={1} />}>
            <Attachments owner={{ kind: 'child', id }} />
          </Suspense>
        </Card>
      </Section>
    </>
  )
}
