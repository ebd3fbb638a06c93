import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { WeekPage } from '#shared/handbook/schema.ts'
import { ChildrenThen } from '#client/lib/child-then.tsx'
import { dutyIcon } from '#client/lib/duty-words.ts'
import { Card, Section } from '#client/ui/card.tsx'
import { Icon, type IconName } from '#client/ui/icon.tsx'
import { timesText } from './words.ts'

type Children = WeekPage['cards'][number]['children']

interface RowProps {
  icon: IconName
  title: ReactNode
  note: ReactNode
  children: Children
}

function Row({ icon, title, note, children }: RowProps) {
  return (
    <li className="flex items-start gap-3 py-2">
      <Icon name={icon} size={22} className="mt-0.5 shrink-0 text-sea" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap justify-between gap-x-3">
          <span className="font-medium">{title}</span>
          <span className="text-sm text-soft">{note}</span>
        </p>
        {children.length > 0 && <ChildrenThen>{children}</ChildrenThen>}
      </div>
    </li>
  )
}

/** What falls due in the week and who is still waiting; fills itself. */
export function DutiesSection({ page }: { page: WeekPage }) {
  const { t } = useLingui()
  return (
    <Section title={<Trans>这周到期的</Trans>} aside={<Trans>自动填写</Trans>}>
      <Card>
        {page.duties.length === 0 ? (
          <p className="text-soft">
            <Trans>这周没有到期的。</Trans>
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {page.duties.map(({ key, count, done, children }) => (
              <Row
                key={key}
                icon={dutyIcon(key)}
                title={timesText(key, count)}
                note={
                  done === count
                    ? t`都做到了`
                    : children.length > 0
                      ? t`做到 ${done} 次，还差：`
                      : t`做到 ${done} 次`
                }
              >
                {children}
              </Row>
            ))}
          </ul>
        )}
      </Card>
    </Section>
  )
}

/** What was done in the week: counts and children, never what was said (D03, H-12). */
export function CardsSection({ page }: { page: WeekPage }) {
  return (
    <Section title={<Trans>这周做了的</Trans>} aside={<Trans>自动填写</Trans>}>
      <Card>
        {page.cards.length === 0 ? (
          <p className="text-soft">
            <Trans>这周还没有记录。</Trans>
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {page.cards.map(({ kind, reached, tried, children }) => (
              <Row
                key={kind}
                icon={dutyIcon(kind)}
                title={timesText(kind, reached)}
                note={tried > 0 && plural(tried, { one: '另有 # 次没联系上', other: '另有 # 次没联系上' })}
              >
                {children}
              </Row>
            ))}
          </ul>
        )}
        {page.diaries > 0 && (
          <p className="mt-2 text-sm text-soft">
            {plural(page.diaries, {
              one: '帮扶老师写了 # 篇成长日记。',
              other: '帮扶老师写了 # 篇成长日记。',
            })}
          </p>
        )}
      </Card>
    </Section>
  )
}
