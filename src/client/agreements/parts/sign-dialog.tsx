import { Trans, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import type { Agreement, Party, SignMethod } from '#shared/agreements/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { formatBytes } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { jobOf, type Job } from '#client/lib/upload.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { FileDrop } from '#client/ui/file-drop.tsx'
import { SignaturePad } from '#client/ui/signature-pad.tsx'
import { DateInput, TextInput } from '#client/ui/text-input.tsx'
import { useSign } from '../queries.ts'
import { methodText, partText, personText } from './words.ts'

interface SignDialogProps {
  agreement: Agreement
  party: Party
  onClose: () => void
}

const methods: readonly SignMethod[] = ['screen', 'paper', 'thumb']

interface PictureProps {
  method: SignMethod
  who: string
  error: ReactNode
  scan: File | null
  onScan: (file: File) => void
  onDrawn: (canvas: HTMLCanvasElement | null) => void
}

/** What the signature stands on: the drawn name, or a picture of the paper. */
function Picture({ method, who, error, scan, onScan, onDrawn }: PictureProps) {
  if (method === 'screen')
    return (
      <Field
        group
        label={<Trans>签名</Trans>}
        help={<Trans>不方便在屏幕上写的，上面选“签在纸上，拍下来”：用键盘也能办。</Trans>}
        error={error}
      >
        <SignaturePad label={who} onDrawn={onDrawn} />
      </Field>
    )
  return (
    <Field label={<Trans>签好的纸</Trans>} error={error}>
      <FileDrop
        accept="image/jpeg,image/png,image/webp,application/pdf"
        file={scan}
        onChange={onScan}
        prompt={<Trans>拍照或选照片、PDF</Trans>}
        hint={<Trans>不超过 20 MB，照片里的位置会去掉</Trans>}
        {...(scan !== null && { size: formatBytes(scan.size) })}
      />
    </Field>
  )
}

const pictureOf = (canvas: HTMLCanvasElement | null): Promise<Blob | null> =>
  new Promise((done) => (canvas === null ? done(null) : canvas.toBlob(done, 'image/png')))

interface WitnessProps {
  method: SignMethod
  error: string | undefined
  value: string
  onChange: (value: string) => void
}

function Witness({ method, error, value, onChange }: WitnessProps) {
  return (
    <Field
      label={method === 'thumb' ? <Trans>见证人</Trans> : <Trans>见证人（可以不填）</Trans>}
      error={error}
      required={method === 'thumb'}
    >
      <TextInput value={value} onChange={onChange} maxLength={60} />
    </Field>
  )
}

/** The picture of the paper, looked at as soon as it is chosen: a wrong one is said before anything is sent. */
function useScan(id: string) {
  const [scan, setScan] = useState<{ file: File; job: Job } | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const take = (file: File): void => {
    setScan(null)
    setRefused(null)
    jobOf({ kind: 'agreement', id }, file, file.name).then((job) => setScan({ file, job }), setRefused)
  }
  return { scan, refused, take }
}

/** One signature: with a finger here, or a picture of the paper; a thumb print needs a witness. */
export function SignDialog({ agreement, party, onClose }: SignDialogProps) {
  const { t } = useLingui()
  const { today } = useSession().school
  const [method, setMethod] = useState<SignMethod>('screen')
  const [on, setOn] = useState(today)
  const [witness, setWitness] = useState('')
  const { scan, refused, take } = useScan(agreement.id)
  const [missing, setMissing] = useState(false)
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  const sign = useSign(agreement.id)
  const errors = fieldErrors(sign.error)
  const who = personText(party)
  const drawn = async (): Promise<Job | null> => {
    const picture = await pictureOf(canvas)
    return picture && jobOf({ kind: 'agreement', id: agreement.id }, picture, `${t`签字`} ${who}.png`)
  }
  const save = async (): Promise<void> => {
    const job = method === 'screen' ? await drawn() : (scan?.job ?? null)
    setMissing(job === null)
    if (job === null) return
    sign.mutate(
      { job, sign: { partyId: party.id, method, on, witness: witness.trim() === '' ? null : witness } },
      { onSuccess: onClose },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${partText(party.part)} ${who}`}
      actions={
        <Button tone="primary" size="lg" busy={sign.isPending} onClick={() => void save()}>
          <Trans>记下签字</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Field group label={<Trans>怎么签</Trans>}>
          <Choice
            value={method}
            onChange={setMethod}
            options={methods.map((value) => ({ value, label: methodText(value) }))}
          />
        </Field>
        <Picture
          method={method}
          who={who}
          error={
            refused !== null && method !== 'screen'
              ? errorText(refused)
              : missing
                ? method === 'screen'
                  ? t`还没有写名字。`
                  : t`请先拍下签好的纸。`
                : errors['attachmentId']
          }
          scan={scan?.file ?? null}
          onScan={(file) => {
            setMissing(false)
            take(file)
          }}
          onDrawn={(next) => {
            setMissing(false)
            setCanvas(next)
          }}
        />
        <Field label={<Trans>哪天签的</Trans>} error={errors['on']}>
          <DateInput value={on} max={today} onChange={setOn} />
        </Field>
        <Witness method={method} error={errors['witness']} value={witness} onChange={setWitness} />
        {errors['partyId'] !== undefined && <Banner tone="danger">{errors['partyId']}</Banner>}
        {sign.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(sign.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}
