import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RoundState } from '#shared/contacts/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { formatDate, formatNumber, formatPercent } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { checkStateText, checkWayText, roundKindText } from './parts/words.ts'
import { roundsQuery } from './queries.ts'

const route = getRouteApi('/app/contact-rounds')
const RoundDialog = lazyPart(async () => (await import('./parts/round-dialog.tsx')).RoundDialog)
type Class = RoundState['classes'][number]

function ClassLink({ one, open }: { one: Class; open: boolean }) {
  const { t } = useLingui()
  const { done, total, toAgree, notMine, linkOut } = one
  return (
    <Link
      to="/contact-rounds"
      search={open ? {} : { class: one.classId }}
      aria-expanded={open}
      className="flex min-h-[52px] flex-wrap items-center gap-x-3 gap-y-1 py-2 hover:text-sea"
    >
      <b className="font-semibold">{one.className}</b>
      <span className="flex-1 whitespace-nowrap text-soft">
        {t`${done} / ${total}`} · {formatPercent(done, total)}
      </span>
      {toAgree > 0 && <Chip tone="due">{t`${toAgree} 个等老师看`}</Chip>}
      {notMine > 0 && <Chip tone="danger">{t`${notMine} 个认错了`}</Chip>}
      {linkOut > 0 && <Chip tone="plain">{t`${linkOut} 个链接没回`}</Chip>}
    </Link>
  )
}

function Children({ state }: { state: RoundState }) {
  const { t } = useLingui()
  return (
    <ul className="divide-y divide-line border-t border-line ps-3">
      {state.children.map((one) => (
        <li key={one.pupilId}>
          <Link
            to="/children/$id/contact"
            params={{ id: one.pupilId }}
            className="flex min-h-11 flex-wrap items-center justify-between gap-2 py-1.5 hover:text-sea"
          >
            <span>{one.name}</span>
            <span className="flex flex-wrap items-center gap-2 text-sm text-soft">
              {one.toAgree > 0 && (
                <Chip tone="due">
                  <Trans>有新号码</Trans>
                </Chip>
              )}
              {one.linkUntil !== null
                ? t`链接给了家长`
                : `${checkStateText(one.state)}${one.way === null ? '' : ` · ${checkWayText(one.way)}`}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Round({ state, classId }: { state: RoundState; classId: string | undefined }) {
  const { t } = useLingui()
  const [starting, setStarting] = useState(false)
  const { round, classes } = state
  const total = classes.reduce((sum, one) => sum + one.total, 0)
  const done = classes.reduce((sum, one) => sum + one.done, 0)
  const [doneText, totalText] = [formatNumber(done), formatNumber(total)]
  const end = round === null ? '' : formatDate(round.to, 'full')
  return (
    <>
      {round === null ? (
        <EmptyState
          icon="phone"
          title={<Trans>现在没有在核对</Trans>}
          action={
            state.may.start && (
              <Button tone="primary" onClick={() => setStarting(true)}>
                <Trans>开始一轮核对</Trans>
              </Button>
            )
          }
        >
          <Trans>每学期、每学年统一核对一次：给家长一个链接，或打电话，或用纸。</Trans>
        </EmptyState>
      ) : (
        <Card tone="soft">
          <p className="font-semibold">{t`${roundKindText(round.kind)}：${doneText} / ${totalText} 个孩子核对好了`}</p>
          <p className="text-soft">
            <Trans>到{end}为止</Trans>
          </p>
        </Card>
      )}
      {round !== null && (
        <Section title={<Trans>各班</Trans>}>
          <Card pad="sides" className="py-1">
            <ul className="divide-y divide-line">
              {classes.map((one) => {
                const open = one.classId === classId
                return (
                  <li key={one.classId}>
                    <ClassLink one={one} open={open} />
                    {open && <Children state={state} />}
                  </li>
                )
              })}
            </ul>
          </Card>
        </Section>
      )}
      {starting && <RoundDialog onClose={() => setStarting(false)} />}
    </>
  )
}

/** How far the confirmation of all numbers is, class by class. */
export function RoundPage() {
  const { class: classId } = route.useSearch()
  const state = useQuery(roundsQuery(classId))
  return (
    <Page>
      <PageHeader title={<Trans>核对电话</Trans>} below={<Trans>有档案的孩子，家里的号码还对不对。</Trans>} />
      {state.data !== undefined ? (
        <Round state={state.data} classId={classId} />
      ) : state.isError ? (
        <QueryError error={state.error} onRetry={() => void state.refetch()} busy={state.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
