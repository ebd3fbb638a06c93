import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AgreementText } from '#shared/agreements/schema.ts'
import { agreementText } from '#client/lib/agreement-words.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { TextArea, TextInput } from '#client/ui/text-input.tsx'
import { textsQuery, useWriteText } from '../queries.ts'
import { wordsOf } from './words.ts'

function EditDialog({ text, onClose }: { text: AgreementText; onClose: () => void }) {
  const now = wordsOf(text.kind, text)
  const [id] = useState(newId)
  const [title, setTitle] = useState(now.title)
  const [body, setBody] = useState(now.body)
  const write = useWriteText()
  const errors = fieldErrors(write.error)
  const { kind, version } = text
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={agreementText(kind)}
      description={<Trans>以后新签的用新文字；已经写好的不变。</Trans>}
      actions={
        <Button
          tone="primary"
          size="lg"
          busy={write.isPending}
          onClick={() => write.mutate({ id, kind, version, title, body }, { onSuccess: onClose })}
        >
          <Trans>保存为新版本</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field label={<Trans>标题</Trans>} error={errors['title']} required>
          <TextInput value={title} onChange={setTitle} maxLength={60} />
        </Field>
        <Field
          label={<Trans>正文</Trans>}
          help={<Trans>条与条之间空一行。不要写某个孩子的名字。</Trans>}
          error={errors['body']}
          required
        >
          <TextArea value={body} onChange={setBody} maxLength={4000} rows={14} />
        </Field>
        {write.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(write.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}

/** The words of each kind: the preset's, or the school's own by version. */
export function TextsPage() {
  const texts = useQuery(textsQuery)
  const keeps = useHasRole('principal', 'archiveKeeper')
  const [editing, setEditing] = useState<AgreementText | null>(null)
  return (
    <Page>
      <PageHeader
        title={<Trans>协议的文字</Trans>}
        back={{ link: { to: '/agreements' }, label: <Trans>协议和责任书</Trans> }}
      />
      {texts.data === undefined ? (
        texts.isError ? (
          <QueryError error={texts.error} onRetry={() => void texts.refetch()} busy={texts.isFetching} />
        ) : (
          <Skeleton rows={4} />
        )
      ) : (
        <ul className="space-y-2.5">
          {texts.data.map((text) => {
            const { version, kind } = text
            return (
              <Card as="li" key={kind}>
                <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
                  <b className="font-semibold">{wordsOf(kind, text).title}</b>
                  <Chip tone={version === 0 ? 'plain' : 'calm'}>
                    {version === 0 ? <Trans>默认文字</Trans> : <Trans>第 {version} 版</Trans>}
                  </Chip>
                </div>
                <p className="mt-1 line-clamp-2 text-sm text-soft">{wordsOf(kind, text).body}</p>
                {keeps && (
                  <Button className="mt-2" icon="edit" onClick={() => setEditing(text)}>
                    <Trans>改文字</Trans>
                  </Button>
                )}
              </Card>
            )
          })}
        </ul>
      )}
      {editing !== null && <EditDialog text={editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}
