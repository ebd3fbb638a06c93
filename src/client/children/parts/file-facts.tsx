import { Trans, useLingui } from '@lingui/react/macro'
import type { CareFile } from '#shared/children/schema.ts'
import { keptAwayAs } from '#shared/family/rules/ring.ts'
import { formatDate } from '#client/lib/format.ts'
import { KeyValue } from '#client/ui/key-value.tsx'
import { RevealValue } from './reveal-value.tsx'
import { residenceText } from './words.ts'

/** What the register says: numbers and addresses masked. */
export function BasicFacts({ file }: { file: CareFile }) {
  const { t } = useLingui()
  const { basics, may } = file
  const boarding = basics.boarding === null ? '' : basics.boarding ? t`住校` : t`走读`
  const { phoneMasked } = basics
  const keptAway =
    file.askFirst.includes(basics.id) || keptAwayAs({ name: null, phoneMasked }, file.members) !== undefined
  const masked = (field: 'phone' | 'address' | 'idNumber', text: string | null, label: string) =>
    text !== null && (
      <RevealValue
        childId={basics.id}
        field={field}
        masked={text}
        label={label}
        keptAway={field === 'phone' && keptAway}
      />
    )
  return (
    <KeyValue
      empty={<Trans>还没有填</Trans>}
      items={[
        { label: t`出生日期`, value: formatDate(basics.birthDate, 'full') },
        { label: t`民族`, value: basics.ethnic },
        { label: t`户籍`, value: residenceText(basics.residence) },
        { label: t`住校还是走读`, value: boarding },
        { label: t`住址`, value: masked('address', basics.addressMasked, t`住址`) || '' },
        { label: t`村`, value: basics.village },
        { label: t`电话`, value: masked('phone', basics.phoneMasked, t`电话`) || '' },
        { label: t`学籍号`, value: basics.studentNo },
        {
          label: t`身份证号`,
          value: may.revealId ? masked('idNumber', basics.idMasked, t`身份证号`) || '' : basics.idMasked,
        },
      ]}
    />
  )
}

/** The little of the file that one should know before speaking with the child; the whole file is a page of its own. */
export function FileFacts({ file }: { file: NonNullable<CareFile['file']> }) {
  const { t } = useLingui()
  const { fields } = file
  return (
    <KeyValue
      empty={<Trans>还没有填</Trans>}
      items={[
        { label: t`性格`, value: fields['character'] },
        { label: t`兴趣`, value: fields['interests'] },
        { label: t`健康`, value: fields['health'] },
        { label: t`愿望和目标`, value: fields['goals'] },
        { label: t`建档负责人`, value: file.keeperName },
        { label: t`建档日期`, value: formatDate(file.openedOn, 'full') },
      ]}
    />
  )
}
