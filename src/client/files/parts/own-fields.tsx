import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OwnField } from '#shared/files/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { ownFieldsQuery } from '../queries.ts'
import { OwnFieldDialog } from './own-field-dialog.tsx'
import { kindText, tierText } from './own-field-words.ts'

function Line({ field, onEdit }: { field: OwnField; onEdit: (() => void) | undefined }) {
  const facts = [
    kindText(field.kind),
    field.kind === 'choice' ? joinWords(field.options) : '',
    tierText(field.tier),
  ]
  return (
    <li className="flex items-start gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          {field.label}
          {field.retired && (
            <span className="ms-2 text-sm font-normal text-soft">
              <Trans>已经不问了</Trans>
            </span>
          )}
        </p>
        <p className="text-sm text-soft">{facts.filter((part) => part !== '').join(' · ')}</p>
        <p className="text-sm text-soft">{field.purpose}</p>
      </div>
      {onEdit !== undefined && (
        <Button icon="edit" onClick={onEdit}>
          <Trans>修改</Trans>
        </Button>
      )}
    </li>
  )
}

/** What the school asks itself, beside the catalogue: in the form, the list, on paper and in the export. */
export function OwnFieldsPage() {
  const query = useQuery(ownFieldsQuery)
  const manages = useHasRole('administrator', 'principal')
  const [editing, setEditing] = useState<OwnField | 'new' | null>(null)
  const fields = query.data?.fields ?? []
  const maySet = query.data?.maySet ?? false
  return (
    <Page>
      <PageHeader
        back={
          manages
            ? { link: { to: '/organisation' }, label: <Trans>学校设置</Trans> }
            : { link: { to: '/me' }, label: <Trans>我的</Trans> }
        }
        title={<Trans>学校自己加的字段</Trans>}
        below={<Trans>档案里没有、学校又用得着的。每一项都要说清为什么问。</Trans>}
      />
      {query.data === undefined ? (
        query.isError ? (
          <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
        ) : (
          <Skeleton rows={3} />
        )
      ) : (
        <>
          {fields.length === 0 ? (
            <EmptyState icon="file" title={<Trans>还没有自己加的字段</Trans>}>
              <Trans>比如“校车线路”“助学卡到期日”。</Trans>
            </EmptyState>
          ) : (
            <Card pad="sides">
              <ul className="divide-y divide-line">
                {fields.map((field) => (
                  <Line
                    key={field.fieldId}
                    field={field}
                    onEdit={maySet ? () => setEditing(field) : undefined}
                  />
                ))}
              </ul>
            </Card>
          )}
          {maySet && (
            <p className="mt-4">
              <Button tone="primary" icon="plus" onClick={() => setEditing('new')}>
                <Trans>加一项</Trans>
              </Button>
            </p>
          )}
        </>
      )}
      {editing !== null && (
        <OwnFieldDialog field={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  )
}
