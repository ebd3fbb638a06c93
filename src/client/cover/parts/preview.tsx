import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { CoverPreview } from '#shared/cover/schema.ts'
import { Card } from '#client/ui/card.tsx'

/** What moves, before it is saved: how many duties of how many children, and what the other has to do already. */
export function Preview({
  preview,
  toName,
  forGood,
}: {
  preview: CoverPreview
  toName: string
  forGood: boolean
}) {
  const { t } = useLingui()
  const { due, overdue, later, children, ownDue } = preview
  const count = due + overdue + later
  const kids = plural(children, { one: '# 个孩子', other: '# 个孩子' })
  const own = forGood
    ? plural(ownDue, { one: '自己已经有 # 件。', other: '自己已经有 # 件。' })
    : plural(ownDue, { one: '这些天自己要做 # 件。', other: '这些天自己要做 # 件。' })
  return (
    <div role="status" className="mt-5">
      <Card tone="soft">
        {count === 0 ? (
          <p>
            <Trans>这些天没有要做的。孩子有事时，代办的老师一样能打开、能记。</Trans>
          </p>
        ) : (
          <p>
            <b className="font-semibold">
              {children > 0 ? t`交出去 ${count} 件，${kids}` : t`交出去 ${count} 件`}
            </b>
            {overdue > 0 && plural(overdue, { one: '，其中 # 件已经逾期', other: '，其中 # 件已经逾期' })}
            {later > 0 &&
              plural(later, {
                one: '，其中 # 件这些天以后才到期',
                other: '，其中 # 件这些天以后才到期',
              })}
            <Trans>。</Trans>
          </p>
        )}
        <p className="text-soft">{t`${toName}${own}`}</p>
      </Card>
    </div>
  )
}
