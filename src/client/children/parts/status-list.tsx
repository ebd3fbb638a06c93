import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { StatusNow } from '#shared/children/schema.ts'
import { definitionName } from '#client/lib/definitions.ts'
import { formatDate } from '#client/lib/format.ts'
import { Chip } from '#client/ui/chip.tsx'
import { awayKindText, reasonText } from './reason-text.ts'

/** One rule's answer: counted since when, not yet, or to be found out. */
function Answer({ outcome }: Pick<StatusNow, 'outcome'>) {
  if (outcome.result === 'toVerify' || outcome.check)
    return (
      <Chip tone="due">
        <Trans>要核实</Trans>
      </Chip>
    )
  if (outcome.result === 'counted')
    return (
      <Chip>
        <Trans>计入</Trans>
      </Chip>
    )
  return (
    <Chip tone="plain">
      <Trans>不计入</Trans>
    </Chip>
  )
}

/** 自 2025年6月1日 起计入 */
function sinceText({ since, expectedFrom, result }: StatusNow['outcome']): string {
  if (result === 'counted' && since !== null) {
    const from = formatDate(since, 'full')
    return t`自 ${from} 起计入`
  }
  if (expectedFrom !== null) {
    const from = formatDate(expectedFrom, 'full')
    return t`预计 ${from} 起计入`
  }
  return ''
}

function Status({ status }: { status: StatusNow }) {
  const { outcome, isPrimary, version } = status
  const since = sinceText(outcome)
  const sentences = outcome.reasons.map((reason) => t`${reasonText(reason)}。`)
  return (
    <li className="py-3">
      <div className="flex items-start justify-between gap-3">
        <p className="min-w-0">
          <span className={isPrimary ? 'font-semibold' : ''}>{definitionName(status.key)}</span>
          <span className="block text-sm text-soft">
            {isPrimary && <Trans>学校用的口径 · </Trans>}
            <Trans>第 {version} 版</Trans>
            {outcome.result === 'counted' && ` · ${awayKindText(outcome.kind)}`}
            {since !== '' && ` · ${since}`}
          </span>
        </p>
        <Answer outcome={outcome} />
      </div>
      {sentences.length > 0 && <p className="mt-1">{sentences.join('')}</p>}
    </li>
  )
}

/** Under which rules the child counts today, and why, in sentences: the primary rule first. */
export function StatusList({ statuses }: { statuses: readonly StatusNow[] }) {
  const [first, ...others] = statuses
  if (first === undefined)
    return (
      <p className="text-soft">
        <Trans>学校还没有选口径。</Trans>
      </p>
    )
  const counted = others.filter(({ outcome }) => outcome.result === 'counted').length
  return (
    <>
      <ul>
        <Status status={first} />
      </ul>
      {others.length > 0 && (
        <details className="border-t border-line">
          <summary className="flex min-h-11 cursor-pointer items-center text-sea">
            <Trans>
              别的 {others.length} 种口径，{counted} 种计入
            </Trans>
          </summary>
          <ul className="divide-y divide-line">
            {others.map((status) => (
              <Status key={status.key} status={status} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
