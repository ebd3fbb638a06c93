import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ImportDetail } from '#shared/roster/schema.ts'
import { useHasRole } from '#client/lib/session.ts'
import { Card, Section } from '#client/ui/card.tsx'

/** Pupils on the roll whom the file does not name: they stay, but somebody should look, after the import, too. */
export function LeftOut({ detail }: { detail: Pick<ImportDetail, 'leftOut' | 'leftOutCount'> }) {
  const { leftOut, leftOutCount: count } = detail
  // An administrator loads rosters and opens no child's page.
  const keepsFiles = useHasRole('archiveKeeper')
  if (count === 0) return null
  const more = count - leftOut.length
  return (
    <Section
      title={<Trans>名册上有、这份表里没有的</Trans>}
      aside={plural(count, { one: '# 个学生', other: '# 个学生' })}
    >
      <Card>
        <p className="text-sm text-soft">
          <Trans>他们会原样留在名册上。转走的，请到孩子的页面里办。</Trans>
        </p>
        <details>
          <summary className="min-h-11 cursor-pointer content-center font-semibold text-sea">
            <Trans>看是谁</Trans>
          </summary>
          <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
            {leftOut.map(({ id, name, className }) => (
              <li key={id}>
                {keepsFiles ? (
                  <Link
                    to="/children/$id"
                    params={{ id }}
                    className="inline-flex min-h-11 items-center font-semibold text-sea"
                  >
                    {name}
                  </Link>
                ) : (
                  name
                )}{' '}
                <span className="text-sm text-soft">{className}</span>
              </li>
            ))}
            {more > 0 && (
              <li className="text-soft">{plural(more, { one: '还有 # 个', other: '还有 # 个' })}</li>
            )}
          </ul>
        </details>
      </Card>
    </Section>
  )
}
