import { Trans } from '@lingui/react/macro'
import type { ContactPerson } from '#shared/contacts/schema.ts'
import { Icon } from '#client/ui/icon.tsx'
import { kinText } from './kin-words.ts'

/** In place of a number that nobody rings for now (H-04); `person` where it is not clear whose. */
export function AskFirst({ person }: { person?: Pick<ContactPerson, 'relation' | 'name'> }) {
  const who = person && `${kinText(person.relation)} ${person.name ?? ''}`.trim()
  return (
    <p className="mt-1 flex items-start gap-2 rounded-control bg-amber-soft px-3 py-2">
      <Icon name="warning" className="mt-0.5 shrink-0" />
      <span>
        {who !== undefined && <b className="me-2 font-semibold">{who}</b>}
        <Trans>现在先不要联系。有事要说，先问校长或心理老师。</Trans>
      </span>
    </p>
  )
}
