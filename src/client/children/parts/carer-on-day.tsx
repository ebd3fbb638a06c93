import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import { awayOn, carerOn } from '#shared/family/rules/care-on.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { useSession } from '#client/lib/session.ts'
import { Field } from '#client/ui/field.tsx'
import { DateInput } from '#client/ui/text-input.tsx'

/** Who cared for the child on any day, and who was away then: from the dated facts (R06). */
export function CarerOnDay({ file }: { file: CareFile }) {
  const { today } = useSession().school
  const [day, setDay] = useState(today)
  const asked = day === '' ? today : day
  const carer = carerOn(file.carers, asked)
  const away = file.members.filter(
    ({ absences, state }) => state === 'present' && awayOn(absences, asked) !== undefined,
  )
  const names = joinWords(away.map(({ relation }) => kinText(relation)))
  const who =
    carer === undefined
      ? t`没有记录`
      : [kinText(carer.relation), carer.name ?? ''].filter((part) => part !== '').join(' ')
  return (
    <div className="mb-2 rounded-control bg-paper px-3 py-2.5">
      <Field label={<Trans>看哪一天</Trans>}>
        <DateInput value={day} onChange={setDay} max={today} />
      </Field>
      <p role="status" className="mt-2">
        <Trans>那天照顾孩子的：{who}</Trans>
        {away.length > 0 && (
          <span className="block text-soft">
            <Trans>那天在外：{names}</Trans>
          </span>
        )}
      </p>
    </div>
  )
}
