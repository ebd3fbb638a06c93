import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { NeedToKnow } from '#shared/helpers/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { helpKindText } from '#client/lib/help-words.ts'
import { buttonClass } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'

/** What the volunteer wrote down of this activity, and the way to the next one (R22). */
export function OwnHelps({ id, helps }: Pick<NeedToKnow, 'id' | 'helps'>) {
  return (
    <div className="mt-3 border-t border-line pt-3">
      {helps.length > 0 && (
        <ul className="mb-3 space-y-1.5">
          {helps.map(({ id: help, heldOn, kind, minutes, words }) => (
            <li key={help}>
              <span className="text-soft">
                {[
                  formatDate(heldOn, 'full'),
                  helpKindText(kind),
                  plural(minutes, { one: '# 分钟', other: '# 分钟' }),
                ].join(' · ')}
              </span>
              {words !== null && <p>{words}</p>}
            </li>
          ))}
        </ul>
      )}
      <Link to="/my-card/$id" params={{ id }} className={buttonClass()}>
        <Icon name="plus" />
        <Trans>记一次活动</Trans>
      </Link>
    </div>
  )
}
