import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { MyDay } from '#shared/day/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHoldsRole } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'

type DayCover = MyDay['covers'][number]

function CoverLine({ cover, today }: { cover: DayCover; today: string }) {
  const { name } = cover
  const from = formatDate(cover.from)
  const to = formatDate(cover.to)
  const coming = cover.from > today
  if (cover.covering)
    return coming ? (
      <Trans>
        {from}到{to}您替{name}看望孩子。
      </Trans>
    ) : (
      <Trans>
        您正替{name}看望孩子，到{to}为止；那些孩子已经在下面。
      </Trans>
    )
  return coming ? (
    <Trans>
      {from}到{to}由{name}替您看望孩子。
    </Trans>
  ) : (
    <Trans>
      到{to}为止，由{name}替您看望孩子；这些天不用您做。
    </Trans>
  )
}

/** Covers that concern the reader, above the list they change. */
export function Covers({ day }: { day: MyDay }) {
  if (day.covers.length === 0) return null
  return (
    <div className="mb-4 space-y-2.5">
      {day.covers.map((cover) => (
        <Banner
          key={cover.id}
          action={
            <Link to="/cover" className={buttonClass()}>
              <Trans>看看</Trans>
            </Link>
          }
        >
          <CoverLine cover={cover} today={day.today} />
        </Banner>
      ))}
    </div>
  )
}

/** At the end of the day's list: what to do with it when one is away. */
export function AskCover() {
  const teaches = useHoldsRole('classTeacher', 'helpingTeacher')
  if (!teaches) return null
  return (
    <p className="mt-6 text-center">
      <Link to="/cover/new" className={buttonClass({ tone: 'plain' })}>
        <Trans>这几天不在？请同事代办</Trans>
      </Link>
    </p>
  )
}
