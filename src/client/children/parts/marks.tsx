import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import { maybeOrphan } from '#shared/children/rules/orphan.ts'
import type { CareCategory, CareMark } from '#shared/marks/schema.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { useSession } from '#client/lib/session.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button, IconButton } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { doesText, markText } from './mark-words.ts'

const MarkDialog = lazyPart(async () => (await import('./mark-dialog.tsx')).MarkDialog)

type Editing = { mark: CareMark | null; proposed?: CareCategory } | null

function Mark({ mark, onEdit }: { mark: CareMark; onEdit: (() => void) | undefined }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const { category, from, to, note, byName } = mark
  const what = markText(category)
  const holds = to === null || to >= today
  const lines = [formatDateRange(from, to), byName === null ? '' : t`${byName}登记`].filter(
    (one) => one !== '',
  )
  return (
    <li className="flex items-start justify-between gap-2 py-3">
      <div className="min-w-0">
        <p className={holds ? '' : 'text-soft'}>{what}</p>
        <p className="text-sm text-soft">{lines.join(' · ')}</p>
        {holds && <p className="text-sm text-soft">{doesText(mark)}</p>}
        {note !== null && <p className="text-sm wrap-anywhere">{note}</p>}
      </div>
      {onEdit !== undefined && <IconButton icon="edit" label={t`改“${what}”`} onClick={onEdit} />}
    </li>
  )
}

/** Every parent on file is dead: a person is asked, nothing is decided. */
function Suggestion({ onTake }: { onTake: () => void }) {
  return (
    <Banner
      action={
        <Button onClick={onTake}>
          <Trans>登记</Trans>
        </Button>
      }
    >
      <Trans>资料里父母都已去世：要不要登记为孤儿？</Trans>
    </Banner>
  )
}

/** Why else a plan looks after the child, for those who may know it; nothing for everybody else. */
export function Marks({ file }: { file: CareFile }) {
  const [editing, setEditing] = useState<Editing>(null)
  const { today } = useSession().school
  const { marks, may, basics } = file
  const mayMark = may.mark && basics.leftOn === null
  if (marks.length === 0 && !mayMark) return null
  const isOrphan = marks.some(({ category, to }) => category === 'orphan' && (to === null || to >= today))
  const asks = mayMark && !isOrphan && maybeOrphan(file.members)
  return (
    <Section title={<Trans>另外照顾的原因</Trans>}>
      {asks && <Suggestion onTake={() => setEditing({ mark: null, proposed: 'orphan' })} />}
      {marks.length > 0 && (
        <Card pad="sides">
          <ul className="divide-y divide-line">
            {marks.map((mark) => (
              <Mark key={mark.id} mark={mark} onEdit={mayMark ? () => setEditing({ mark }) : undefined} />
            ))}
          </ul>
        </Card>
      )}
      {mayMark && (
        <div className="mt-2">
          <Button tone="plain" icon="plus" onClick={() => setEditing({ mark: null })}>
            <Trans>登记一项</Trans>
          </Button>
        </div>
      )}
      {editing !== null && <MarkDialog childId={basics.id} {...editing} onClose={() => setEditing(null)} />}
    </Section>
  )
}
