import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { CardKind } from '#shared/duties/schema.ts'
import { useChildHead } from '#client/lib/care-file.ts'
import { cardIcons, cardKindText } from '#client/lib/card-words.ts'
import { Icon } from '#client/ui/icon.tsx'
import { PageHeader } from '#client/ui/page.tsx'
import { cardKinds } from './card-search.ts'

function hint(kind: CardKind): string {
  if (kind === 'talk') return t`和孩子聊了聊，一分钟记完`
  return kind === 'parentContact' ? t`电话、视频、信息，打通没打通都记` : t`去了家里，见到了谁`
}

/** What kind of card: three big choices. */
export function PickKind({ childId }: { childId: string }) {
  const { head } = useChildHead(childId)
  return (
    <>
      <PageHeader
        back={{ link: { to: '/cards/new' }, label: <Trans>换一个孩子</Trans> }}
        title={head?.name ?? <Trans>记一笔</Trans>}
        tab={t`记一笔`}
        below={head?.className}
      />
      <ul className="space-y-2.5">
        {cardKinds.map((kind) => (
          <li key={kind}>
            <Link
              to="/cards/new"
              search={{ child: childId, kind }}
              className="flex min-h-20 items-center gap-4 rounded-card border border-line bg-white px-4 py-3 hover:bg-sea-soft"
            >
              <span className="flex size-12 shrink-0 items-center justify-center rounded-full bg-sea-soft text-sea">
                <Icon name={cardIcons[kind]} size={24} />
              </span>
              <span className="min-w-0 flex-1">
                <b className="text-lg font-semibold">{cardKindText(kind)}</b>
                <span className="block text-sm text-soft">{hint(kind)}</span>
              </span>
              <Icon name="forward" className="shrink-0 text-soft" />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
