import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { renewBackupCodes } from '#shared/accounts/api.ts'
import { call } from '#client/lib/call.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { BackupCodes, NotKept } from './backup-codes.tsx'

function AskPassword({ onMade }: { onMade: (codes: string[]) => void }) {
  const [password, setPassword] = useState('')
  const [checked, setChecked] = useState(false)
  const renew = useMutation({
    mutationFn: () => call(renewBackupCodes, { body: { password } }),
    onSuccess: ({ codes }) => onMade(codes),
  })
  const errors = fieldErrors(renew.error)
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (password !== '') renew.mutate()
      }}
    >
      <p>
        <Trans>会得到十个新的备用码。以前的马上作废，包括没用过的。</Trans>
      </p>
      <Field
        label={<Trans>您的密码</Trans>}
        error={errors['password'] ?? (checked && password === '' && <Trans>请填写这一项。</Trans>)}
      >
        <TextInput
          type="password"
          autoComplete="current-password"
          maxLength={128}
          value={password}
          onChange={(text) => {
            setPassword(text)
            renew.reset()
          }}
        />
      </Field>
      {renew.isError && Object.keys(errors).length === 0 && (
        <Banner tone="danger">{errorText(renew.error)}</Banner>
      )}
      <Button type="submit" tone="primary" size="lg" wide busy={renew.isPending}>
        <Trans>换成新的备用码</Trans>
      </Button>
    </form>
  )
}

/** The codes are gone with this: nothing but a tick that they are kept closes it. */
function Shown({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const [kept, setKept] = useState(false)
  const [checked, setChecked] = useState(false)
  return (
    <div className="space-y-4">
      <BackupCodes title={<Trans>新的备用码只显示这一次</Trans>} codes={codes} kept={kept} onKept={setKept} />
      {checked && !kept && <NotKept />}
      <Button
        tone="primary"
        size="lg"
        wide
        onClick={() => {
          setChecked(true)
          if (kept) onDone()
        }}
      >
        <Trans>好了</Trans>
      </Button>
    </div>
  )
}

/** For whoever has used up, lost or shown around the old ones. */
export function RenewBackupCodes() {
  const [open, setOpen] = useState(false)
  const [codes, setCodes] = useState<string[] | null>(null)
  const close = (): void => {
    setOpen(false)
    setCodes(null)
  }
  return (
    <>
      <Button icon="refresh" onClick={() => setOpen(true)}>
        <Trans>换新的备用码</Trans>
      </Button>
      <Dialog
        open={open}
        // A slip of the finger beside the window must not take the codes away.
        onOpenChange={(wanted) => codes === null && setOpen(wanted)}
        title={<Trans>换新的备用码</Trans>}
      >
        {codes === null ? <AskPassword onMade={setCodes} /> : <Shown codes={codes} onDone={close} />}
      </Dialog>
    </>
  )
}
