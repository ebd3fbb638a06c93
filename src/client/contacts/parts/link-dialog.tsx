import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { mayGetLink } from '#shared/contacts/rules/reach.ts'
import type { ContactCard } from '#shared/contacts/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { formatInstant } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { copyText } from '#client/lib/copy-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { QrCode } from '#client/ui/qr-code.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { useMakeLink } from '../queries.ts'

function Shown({ url, until }: { url: string; until: string }) {
  const { t } = useLingui()
  const end = formatInstant(until, 'full')
  const copy = async (): Promise<void> =>
    toast(
      (await copyText(url))
        ? { tone: 'done', text: t`复制好了，发给这位家长。` }
        : { tone: 'info', text: t`没有复制成，请长按网址自己复制。` },
    )
  return (
    <div className="space-y-3">
      <Banner tone="done" title={<Trans>链接做好了，只显示这一次</Trans>}>
        <Trans>只发给这位家长本人，不要发到群里。交过一次就失效，最晚到 {end}。</Trans>
      </Banner>
      <Field label={<Trans>核对链接</Trans>}>
        <TextInput
          value={url}
          onChange={() => undefined}
          readOnly
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <Button tone="primary" wide onClick={() => void copy()}>
        <Trans>复制链接</Trans>
      </Button>
      <div className="flex justify-center">
        <QrCode text={url} label={t`核对链接的二维码`} />
      </div>
      <p className="text-center text-sm text-soft">
        <Trans>家长在身边时，用手机扫一扫也行。</Trans>
      </p>
    </div>
  )
}

/** A private link for one guardian; an earlier one of this child stops. */
export function LinkDialog({ card, onClose }: { card: ContactCard; onClose: () => void }) {
  const guardians = card.people.filter(mayGetLink)
  const [memberId, setMemberId] = useState<string | null>(guardians[0]?.id ?? null)
  const link = useMakeLink()
  const make = (): void => {
    if (memberId !== null) link.mutate({ params: { id: card.child.id }, body: { memberId } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>给家长一个核对链接</Trans>}
      description={<Trans>家长不用登录。页面上只有自己家的号码，中间几位是遮住的，字很大。</Trans>}
      actions={
        link.data === undefined && (
          <Button tone="primary" size="lg" disabled={memberId === null} busy={link.isPending} onClick={make}>
            <Trans>做一个链接</Trans>
          </Button>
        )
      }
    >
      {link.data !== undefined ? (
        <Shown url={`${location.origin}${link.data.path}`} until={link.data.until} />
      ) : guardians.length === 0 ? (
        <Banner tone="due">
          <Trans>没有可以收链接的法定监护人，请打电话或在纸上核对。</Trans>
        </Banner>
      ) : (
        <Field label={<Trans>发给谁</Trans>} group error={fieldErrors(link.error)['memberId']}>
          <Choice
            value={memberId}
            onChange={setMemberId}
            options={guardians.map(({ id, relation, name }) => ({
              value: id,
              label: `${kinText(relation)} ${name ?? ''}`.trim(),
            }))}
          />
        </Field>
      )}
      {link.isError && (
        <div className="mt-3">
          <Banner tone="danger">{errorText(link.error)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
