import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportDetail } from '#shared/roster/schema.ts'
import { definitionName, definitionsQuery } from '#client/lib/definitions.ts'
import { isUnsure } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate, formatNumber } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { SkeletonLine } from '#client/ui/states.tsx'
import { useUndoImport } from '../queries.ts'
import { LeftOut } from './left-out.tsx'
import { NoAnswer } from './no-answer.tsx'
import { Rows } from './rows.tsx'

/** Who counts today or on an earlier day, under each definition; the school's own first. */
function Definitions({ asOf }: { asOf?: string }) {
  const query = useQuery(definitionsQuery(asOf))
  if (query.isError) return <p className="text-soft">{errorText(query.error)}</p>
  if (query.data === undefined) return <SkeletonLine className="w-3/5" />
  const sorted = [...query.data.definitions].sort(
    (one, other) => Number(other.isPrimary) - Number(one.isPrimary),
  )
  return (
    <ul className="divide-y divide-line">
      {sorted.map(({ key, isPrimary, counted }) => (
        <li key={key} className="flex items-center gap-3 py-2">
          <span className="min-w-0 flex-1">
            {definitionName(key)}{' '}
            {isPrimary && (
              <Chip tone="done">
                <Trans>学校用的</Trans>
              </Chip>
            )}
          </span>
          <b className="shrink-0 text-lg font-semibold">{formatNumber(counted)}</b>
        </li>
      ))}
    </ul>
  )
}

function Undo({ detail }: { detail: ImportDetail }) {
  const { t } = useLingui()
  const [asking, setAsking] = useState(false)
  const undo = useUndoImport(detail.id)
  const added = formatNumber(detail.counts?.added ?? 0)
  const changed = formatNumber(detail.counts?.changed ?? 0)
  return (
    <>
      {undo.isError && (
        <div className="mb-3 w-full">
          {isUnsure(undo.error) ? (
            <NoAnswer>
              <Trans>要么全部撤回了，要么一个也没有改。有信号后再按一次“撤回”就清楚了。</Trans>
            </NoAnswer>
          ) : (
            <Banner tone="danger" title={t`没有撤回，名册没有改动`}>
              {errorText(undo.error)}
            </Banner>
          )}
        </div>
      )}
      <Button tone="danger" icon="undo" onClick={() => setAsking(true)}>
        <Trans>撤回这次导入</Trans>
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={<Trans>撤回这次导入？</Trans>}
        confirm={<Trans>撤回</Trans>}
        onConfirm={() => undo.mutate(undefined, { onSettled: () => setAsking(false) })}
        busy={undo.isPending}
      >
        <Trans>
          新增的 {added} 个学生会从名册里去掉，改过的 {changed}{' '}
          个改回原样。已经有记录的孩子不能撤回。撤回以后可以重新导入。
        </Trans>
      </ConfirmDialog>
    </>
  )
}

/** After the import: who is on the list now, and what to do next. */
export function Result({ detail }: { detail: ImportDetail }) {
  const { counts, asOf } = detail
  const { today } = useSession().school
  const day = formatDate(asOf, 'full')
  const added = counts?.added ?? 0
  const changed = counts?.changed ?? 0
  const parts = [
    plural(added, { one: '新增 # 个学生', other: '新增 # 个学生' }),
    plural(changed, { one: '# 个有变化', other: '# 个有变化' }),
  ]
  return (
    <>
      <Banner tone="done" title={parts.join(' · ')}>
        <Trans>每个孩子今天算不算在名单里，已经重新判定，名单上的孩子都有了档案。</Trans>
      </Banner>
      {asOf !== today && (
        <Section title={<Trans>按 {day} 算，名单上有多少孩子</Trans>}>
          <Card>
            <Definitions asOf={asOf} />
          </Card>
        </Section>
      )}
      <Section title={<Trans>今天名单上有多少孩子</Trans>}>
        <Card>
          <Definitions />
        </Card>
      </Section>
      <div className="mt-5 flex flex-wrap gap-3">
        <Link to="/children" className={buttonClass({ tone: 'primary', size: 'lg' })}>
          <Trans>看名单</Trans>
        </Link>
        <Link to="/children/definitions" search={{ asOf }} className={buttonClass({ size: 'lg' })}>
          <Trans>怎样才算在名单里</Trans>
        </Link>
        <Link to="/start" className={buttonClass({ size: 'lg' })}>
          <Trans>回到准备清单</Trans>
        </Link>
      </div>
      <LeftOut detail={detail} />
      <div className="mt-5">
        <Undo detail={detail} />
      </div>
      {counts !== null && <Rows id={detail.id} counts={counts} />}
    </>
  )
}
