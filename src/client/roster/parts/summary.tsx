import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { FieldKey } from '#shared/roster/rules/fields.ts'
import type { PlanCounts } from '#shared/roster/schema.ts'
import { formatNumber } from '#client/lib/format.ts'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { cx } from '#client/ui/cx.ts'
import type { ReadImport } from '../queries.ts'
import { fieldName } from './field-words.ts'
import { reasonText } from './row-words.ts'

function Tile({
  count,
  label,
  tone,
}: {
  count: number
  label: ReactNode
  tone?: 'amber' | 'leaf' | undefined
}) {
  return (
    <div className="rounded-card border border-line bg-white px-3.5 py-2.5">
      <dd
        className={cx(
          'text-2xl font-bold',
          count > 0 && tone === 'amber' && 'text-amber',
          count > 0 && tone === 'leaf' && 'text-leaf',
          count === 0 && 'text-soft',
        )}
      >
        {formatNumber(count)}
      </dd>
      <dt className="text-sm text-soft">{label}</dt>
    </div>
  )
}

const subjects: Record<string, FieldKey> = {
  id: 'idNumber',
  birth: 'birthDate',
  sex: 'sex',
  name: 'name',
  class: 'className',
}

/** The field a refusal is about: its reason begins with it. */
function subjectOf(reason: string): string {
  const field = subjects[reason.split('-')[0] ?? '']
  return field === undefined ? '' : fieldName(field)
}

/** The commonest reasons rows were refused for, so that one look tells what to mend in the file. */
function Refused({ detail }: { detail: ReadImport }) {
  const reasons = Object.entries(detail.summary?.refusedByReason ?? {}).sort(
    ([, one], [, other]) => other - one,
  )
  if (reasons.length === 0) return null
  const count = detail.counts?.refused ?? 0
  const hasUnknownClass = reasons.some(([reason]) => reason === 'class-unknown')
  return (
    <Banner
      tone="due"
      title={plural(count, { one: '有 # 行没有收', other: '有 # 行没有收' })}
      action={
        hasUnknownClass && (
          <>
            <Link to="/organisation/classes" className={buttonClass()}>
              <Trans>去建缺的班</Trans>
            </Link>
            <p className="mt-1.5 text-sm">
              <Trans>建好以后回到这里，按“再读一次”。</Trans>
            </p>
          </>
        )
      }
    >
      <ul className="mt-1">
        {reasons.slice(0, 4).map(([reason, times]) => (
          <li key={reason}>
            <b className="font-semibold">{subjectOf(reason)}</b> {reasonText(reason)}{' '}
            <span className="text-sm">× {formatNumber(times)}</span>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-sm">
        <Trans>可以先导入其余的，改好表格以后把整份再导入一次，不会重复。</Trans>
      </p>
    </Banner>
  )
}

/** What an import would do, in six numbers. */
export function Summary({ detail, counts }: { detail: ReadImport; counts: PlanCounts }) {
  const { t } = useLingui()
  const { matched, refused } = detail.absenceLines
  const isSame = counts.added === 0 && counts.changed === 0 && counts.refused === 0
  const isEmpty = isSame && counts.unchanged === 0
  return (
    <div className="space-y-3">
      <dl className="grid grid-cols-2 gap-2.5 sm:grid-cols-3 lg:grid-cols-6">
        <Tile count={counts.added} label={t`新增`} tone="leaf" />
        <Tile count={counts.changed} label={t`有变化`} tone="leaf" />
        <Tile count={counts.unchanged} label={t`没有变化`} />
        <Tile count={counts.refused} label={t`没有收`} tone="amber" />
        <Tile count={counts.warned} label={t`有提醒`} tone="amber" />
        <Tile count={counts.corrected} label={t`写法已改正`} />
      </dl>
      {isEmpty && (
        <Banner tone="due" title={<Trans>表头下面没有学生</Trans>}>
          <Trans>请看看是不是选错了工作表，或者文件只有表头。</Trans>
        </Banner>
      )}
      {isSame && !isEmpty && (
        <Banner tone="done">
          <Trans>和现有名册完全一样，没有要改的。</Trans>
        </Banner>
      )}
      <Refused detail={detail} />
      {matched + refused > 0 && (
        <Banner>
          <Trans>
            外出经历：对上 {matched} 条，对不上 {refused} 条。
          </Trans>
        </Banner>
      )}
    </div>
  )
}
