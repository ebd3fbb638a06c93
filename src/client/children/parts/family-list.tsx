import { t } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { CareFile, Carer, Member, MemberAbsence } from '#shared/children/schema.ts'
import { AskFirst } from '#client/lib/ask-first.tsx'
import { formatDate, formatDateRange } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { Button, IconButton } from '#client/ui/button.tsx'
import { actsOf, basisOfKin } from '#shared/family/rules/legal.ts'
import { legalActText, legalBasisName } from '#client/lib/alert-words.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { Icon } from '#client/ui/icon.tsx'
import { callsOftenText, homeOftenText, noContactText } from '#client/lib/kin-facts.ts'
import { Chip } from '#client/ui/chip.tsx'
import { RevealValue } from './reveal-value.tsx'
import { absenceKindText } from './words.ts'

/** Which window is open, and on what. */
export type Editing =
  | { kind: 'member'; member: Member | null }
  | { kind: 'absence'; member: Member; absence: MemberAbsence | null }
  | { kind: 'carer'; carer: Carer | null }
  | null

function StateChip({ member }: { member: Member }) {
  if (member.state === 'dead')
    return (
      <Chip tone="plain">
        <Trans>已故</Trans>
      </Chip>
    )
  if (member.state === 'unknown')
    return (
      <Chip tone="due">
        <Trans>情况不明</Trans>
      </Chip>
    )
  return member.awayNow ? (
    <Chip>
      <Trans>现在在外</Trans>
    </Chip>
  ) : (
    <Chip tone="done">
      <Trans>在家</Trans>
    </Chip>
  )
}

function absenceText({ from, to, kind, place, division, homeOften, callsOften }: MemberAbsence): string {
  const time = from === null ? t`从哪天起不清楚` : formatDateRange(from, to)
  const code = division === null ? '' : t`区划 ${division}`
  const often = homeOften === null ? '' : homeOftenText(homeOften)
  const calls = callsOften === null ? '' : callsOftenText(callsOften)
  return [time, absenceKindText(kind), place ?? '', code, often, calls]
    .filter((part) => part !== '')
    .join(' · ')
}

interface MemberCardProps {
  file: CareFile
  member: Member
  onEdit: ((editing: Editing) => void) | undefined
}

/** The newest; those before are one touch away. */
const fewAbsences = 2

function Absences({ member, onEdit }: Omit<MemberCardProps, 'file'>) {
  const { t: say } = useLingui()
  const [all, setAll] = useState(false)
  const who = kinText(member.relation)
  const shown = all ? member.absences : member.absences.slice(0, fewAbsences)
  const hidden = member.absences.length - shown.length
  return (
    <ul className="text-soft">
      {shown.map((absence) => (
        <li key={absence.id} className="flex items-center justify-between gap-2">
          <span className="min-w-0 py-1">{absenceText(absence)}</span>
          {onEdit !== undefined && (
            <IconButton
              icon="edit"
              label={say`改${who}的这次外出`}
              onClick={() => onEdit({ kind: 'absence', member, absence })}
            />
          )}
        </li>
      ))}
      {hidden > 0 && (
        <li>
          <button type="button" onClick={() => setAll(true)} className="min-h-11 text-sea">
            <Trans>以前还有 {hidden} 次</Trans>
          </button>
        </li>
      )}
    </ul>
  )
}

/** The number and how sure it is; of somebody not to be contacted why, first of all. */
function MemberNumber({ file, member }: Omit<MemberCardProps, 'onEdit'>) {
  const { t: say } = useLingui()
  const who = kinText(member.relation)
  const { phoneVerifiedOn, phoneDeadOn, noContact } = member
  const asksFirst = member.state !== 'dead' && file.askFirst.includes(member.id)
  const dead = phoneDeadOn === null ? '' : formatDate(phoneDeadOn)
  const verified = phoneVerifiedOn === null ? '' : formatDate(phoneVerifiedOn, 'full')
  const about = [
    member.bestTime ?? '',
    dead === '' ? '' : say`${dead} 发现打不通`,
    verified === '' || dead !== '' ? '' : say`${verified} 打通过`,
  ]
  return (
    <>
      {noContact !== null && (
        <p className="mb-1 flex items-start gap-2 rounded-control bg-danger-soft px-3 py-2 text-danger">
          <Icon name="warning" className="mt-0.5 shrink-0" />
          <span>
            {noContactText(noContact.reason)}
            {noContact.note !== null && `（${noContact.note}）`}
          </span>
        </p>
      )}
      {asksFirst && <AskFirst />}
      {member.phoneMasked !== null && (
        <p className="flex flex-wrap items-center gap-x-3">
          <RevealValue
            childId={file.basics.id}
            field="memberPhone"
            recordId={member.id}
            masked={member.phoneMasked}
            label={say`${who}的电话`}
            keptAway={noContact !== null || asksFirst}
          />
          <span className="text-sm text-soft">{about.filter((part) => part !== '').join(' · ')}</span>
        </p>
      )}
      {member.phoneMasked === null && member.state === 'present' && (
        <p className="text-sm text-soft">
          <Trans>还没有电话</Trans>
        </p>
      )}
    </>
  )
}

/** What this person may decide for the child (H-21). */
function Decides({ member, family }: { member: Member; family: readonly Member[] }) {
  const basis = basisOfKin(member, family)
  if (basis === null) return null
  const acts = joinWords(actsOf(basis).map(legalActText))
  const name = legalBasisName(basis)
  return (
    <p className="text-sm text-soft">
      <Trans>
        {name}，可以{acts}
      </Trans>
    </p>
  )
}

function MemberCard({ file, member, onEdit }: MemberCardProps) {
  const { t: say } = useLingui()
  const who = kinText(member.relation)
  return (
    <li className="py-3">
      <div className="flex items-start justify-between gap-2">
        <p className="flex min-h-11 min-w-0 flex-wrap items-center gap-2">
          <b className="font-semibold">{who}</b>
          {member.name}
          <StateChip member={member} />
          {member.incapable && (
            <Chip tone="due">
              <Trans>没有能力照顾孩子</Trans>
            </Chip>
          )}
        </p>
        {onEdit !== undefined && (
          <IconButton
            icon="edit"
            label={say`改${who}的信息`}
            onClick={() => onEdit({ kind: 'member', member })}
          />
        )}
      </div>
      <MemberNumber file={file} member={member} />
      <Decides member={member} family={file.members} />
      {member.addressMasked !== null && (
        <p>
          <RevealValue
            childId={file.basics.id}
            field="memberAddress"
            recordId={member.id}
            masked={member.addressMasked}
            label={say`${who}的住址`}
          />
        </p>
      )}
      <p className="text-soft">
        {[member.occupation ?? '', member.workUnit ?? '', member.health ?? '']
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      <Absences member={member} onEdit={onEdit} />
      {onEdit !== undefined && member.state === 'present' && (
        <Button tone="plain" icon="plus" onClick={() => onEdit({ kind: 'absence', member, absence: null })}>
          <Trans>记一次外出</Trans>
        </Button>
      )}
    </li>
  )
}

/** Parents and others of the family, with numbers and times away. */
export function FamilyList({
  file,
  onEdit,
}: {
  file: CareFile
  onEdit: ((editing: Editing) => void) | undefined
}) {
  return (
    <>
      {file.members.length === 0 && (
        <p className="mb-2.5 text-soft">
          <Trans>家里人还没有登记。</Trans>
        </p>
      )}
      <ul className="divide-y divide-line">
        {file.members.map((member) => (
          <MemberCard key={member.id} file={file} member={member} onEdit={onEdit} />
        ))}
      </ul>
      {onEdit !== undefined && (
        <Button icon="plus" onClick={() => onEdit({ kind: 'member', member: null })}>
          <Trans>添一位家里人</Trans>
        </Button>
      )}
    </>
  )
}
