import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { getPairingChoices, setPairingNeed } from '#shared/pairing/api.ts'
import type { NeedInput, PairingNeed } from '#shared/pairing/schema.ts'
import { call } from '#client/lib/call.ts'
import { errorText } from '#client/lib/error-text.ts'
import { refreshScreens } from '#client/lib/refresh.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Checkbox, Switch } from '#client/ui/checkbox.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select, TextInput } from '#client/ui/text-input.tsx'

const NOTHING: NeedInput = {
  version: 0,
  helperSex: 'any',
  language: null,
  sameVillage: false,
  keyTarget: false,
  relatives: [],
  conflicts: [],
}

/** People of whom it is known that they must not help this child. */
function BarField({ value, onChange }: { value: readonly string[]; onChange: (ids: string[]) => void }) {
  const { t } = useLingui()
  const choices = useQuery({
    queryKey: ['pairings', 'choices'],
    queryFn: ({ signal }) => call(getPairingChoices, { signal }),
  })
  const people = [
    ...(choices.data?.staff ?? []),
    ...(choices.data?.outside ?? []),
    ...(choices.data?.pupils ?? []),
  ]
  return (
    <>
      {value.map((id) => (
        <Checkbox
          key={id}
          checked
          onChange={() => onChange(value.filter((one) => one !== id))}
          label={people.find((one) => one.id === id)?.name ?? '…'}
        />
      ))}
      <Select
        aria-label={t`添一位`}
        value=""
        onChange={(id) => onChange([...value, id])}
        placeholder={t`添一位`}
        options={people
          .filter(({ id }) => !value.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  )
}

/** What a child asks of a helper: hard rules that no suggestion passes over. */
export function NeedDialog({
  pupilId,
  need,
  onClose,
}: {
  pupilId: string
  need: PairingNeed | null
  onClose: () => void
}) {
  const { t } = useLingui()
  const [draft, setDraft] = useState<NeedInput>(need ?? NOTHING)
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (body: NeedInput) => call(setPairingNeed, { params: { id: pupilId }, body }),
    onSuccess: () => refreshScreens(queries),
  })
  const set = (part: Partial<NeedInput>): void => setDraft((old) => ({ ...old, ...part }))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>对帮手的要求</Trans>}
      description={<Trans>建议和结对都会守着这几条。只有安排结对的人看得到。</Trans>}
      actions={
        <Button
          tone="primary"
          busy={save.isPending}
          onClick={() => save.mutate({ ...draft, version: need?.version ?? 0 }, { onSuccess: onClose })}
        >
          <Trans>保存</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <Switch
          checked={draft.keyTarget}
          onChange={(keyTarget) => set({ keyTarget })}
          label={<Trans>重点帮扶</Trans>}
          help={<Trans>方案只要求给重点孩子结对时，按这个算。别的地方不显示。</Trans>}
        />
        <Field label={<Trans>帮手的性别</Trans>}>
          <Select
            value={draft.helperSex}
            onChange={(helperSex) => set({ helperSex })}
            options={[
              { value: 'any', label: t`都可以` },
              { value: 'same', label: t`和孩子一样` },
              { value: 'female', label: t`女` },
              { value: 'male', label: t`男` },
            ]}
          />
        </Field>
        <Field label={<Trans>要会说哪种话</Trans>} help={<Trans>没有要求就空着</Trans>}>
          <TextInput
            value={draft.language ?? ''}
            maxLength={20}
            onChange={(language) => set({ language: language.trim() === '' ? null : language })}
          />
        </Field>
        <Switch
          checked={draft.sameVillage}
          onChange={(sameVillage) => set({ sameVillage })}
          label={<Trans>要在同一个村</Trans>}
        />
        <Field label={<Trans>亲属，不能做帮手</Trans>} group>
          <BarField value={draft.relatives} onChange={(relatives) => set({ relatives })} />
        </Field>
        <Field label={<Trans>不宜结对</Trans>} group>
          <BarField value={draft.conflicts} onChange={(conflicts) => set({ conflicts })} />
        </Field>
        {save.isError && <Banner tone="danger">{errorText(save.error)}</Banner>}
      </div>
    </Dialog>
  )
}
