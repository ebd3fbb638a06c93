import { Trans, useLingui } from '@lingui/react/macro'
import { t as text } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Role } from '#shared/access/schema.ts'
import { isOver } from '#shared/calendar/rules/school-years.ts'
import { allRoles, roleText } from '#client/lib/role-text.ts'
import { organisationQuery } from '#client/lib/organisation.ts'
import { useSession } from '#client/lib/session.ts'
import { Field } from '#client/ui/field.tsx'
import { DateInput, Select } from '#client/ui/text-input.tsx'
import { classOptions } from './class-options.ts'
import { PupilField } from './pupil-field.tsx'

/** A role being given, as typed; empty texts are nothing chosen. */
export interface RoleDraft {
  role: Role | ''
  classId: string
  pupilId: string
  pupilName: string
  from: string
  to: string
}

export const emptyRole = (today: string): RoleDraft => ({
  role: '',
  classId: '',
  pupilId: '',
  pupilName: '',
  from: today,
  to: '',
})

/** What each role is for, in one sentence. */
function roleHelp(role: Role): string {
  const words: Record<Role, () => string> = {
    administrator: () => text`管帐号、名册和学校设置，看不到孩子的谈心内容。`,
    principal: () => text`看全校的进度和每个孩子的情况，看谁查看过谁。`,
    archiveKeeper: () => text`导入名册，保管全校孩子的档案。`,
    classTeacher: () => text`负责一个班：谈心、联系家长、家访。`,
    helpingTeacher: () => text`帮扶某一个孩子，只看得到这个孩子。`,
    counsellor: () => text`看全校需要关心的孩子，做心理辅导。`,
    auditor: () => text`检查谁看过、改过什么；不能同时做管理员或校长。`,
    volunteer: () => text`只看自己那一张活动卡片；在“结对”里登记、核查后开通。`,
  }
  return words[role]()
}

interface RoleFieldsProps {
  value: RoleDraft
  onChange: (value: RoleDraft) => void
  /** Server and own faults by field: role, classId, pupilId, from, to. */
  errors: Record<string, string | undefined>
}

/** Why no class can be chosen, and where to put it right. */
function NoClass({ withoutYear }: { withoutYear: boolean }) {
  return (
    <p className="text-soft">
      {withoutYear ? (
        <Trans>
          还没有建现在的学年。请先到
          <Link to="/organisation/year" className="font-semibold text-sea underline underline-offset-4">
            学年和学期
          </Link>
          建学年，再建班。
        </Trans>
      ) : (
        <Trans>
          还没有班级。请先到
          <Link to="/organisation/classes" className="font-semibold text-sea underline underline-offset-4">
            学校设置
          </Link>
          建班。
        </Trans>
      )}
    </p>
  )
}

function ClassField({ value, onChange, errors }: RoleFieldsProps) {
  const { t } = useLingui()
  const { today } = useSession().school
  const { data, isPending } = useQuery(organisationQuery)
  const options = data === undefined ? [] : classOptions(data, today)
  if (data !== undefined && options.length === 0)
    return <NoClass withoutYear={data.years.every((year) => isOver(year, today))} />
  return (
    <Field label={<Trans>哪个班</Trans>} error={errors['classId']} required>
      <Select
        value={value.classId}
        onChange={(classId) => onChange({ ...value, classId })}
        placeholder={isPending ? t`正在打开…` : t`请选择`}
        options={options}
      />
    </Field>
  )
}

/** Which role, for which class or child, from when to when. */
export function RoleFields(props: RoleFieldsProps) {
  const { value, onChange, errors } = props
  const { t } = useLingui()
  return (
    <div className="space-y-4">
      <Field
        label={<Trans>岗位</Trans>}
        help={value.role === '' ? undefined : roleHelp(value.role)}
        error={errors['role']}
        required
      >
        <Select
          value={value.role}
          onChange={(role) => onChange({ ...value, role, classId: '', pupilId: '', pupilName: '' })}
          placeholder={t`请选择`}
          options={allRoles
            .filter((role) => role !== 'volunteer')
            .map((role) => ({ value: role, label: roleText(role) }))}
        />
      </Field>
      {value.role === 'classTeacher' && <ClassField {...props} />}
      {value.role === 'helpingTeacher' && (
        <PupilField
          id={value.pupilId}
          name={value.pupilName}
          onChange={(pupilId, pupilName) => onChange({ ...value, pupilId, pupilName })}
          error={errors['pupilId']}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={<Trans>从哪天开始</Trans>} error={errors['from']}>
          <DateInput value={value.from} onChange={(from) => onChange({ ...value, from })} />
        </Field>
        <Field label={<Trans>到哪天为止</Trans>} help={<Trans>空着就是一直。</Trans>} error={errors['to']}>
          <DateInput value={value.to} onChange={(to) => onChange({ ...value, to })} />
        </Field>
      </div>
    </div>
  )
}

/** What is missing before it can be sent. */
export function roleFaults(draft: RoleDraft): Record<string, string> {
  const missing = text`请选一项。`
  if (draft.role === '') return { role: missing }
  if (draft.role === 'classTeacher' && draft.classId === '') return { classId: missing }
  if (draft.role === 'helpingTeacher' && draft.pupilId === '') return { pupilId: text`请先找到这个孩子。` }
  if (draft.to !== '' && draft.to < draft.from) return { to: text`结束不能早于开始。` }
  return {}
}

/** As the server takes it; undefined until a role is chosen. */
export function roleInputOf(draft: RoleDraft, id: string) {
  if (draft.role === '') return undefined
  return {
    id,
    role: draft.role,
    classId: draft.classId === '' ? null : draft.classId,
    pupilId: draft.pupilId === '' ? null : draft.pupilId,
    ...(draft.from !== '' && { from: draft.from }),
    to: draft.to === '' ? null : draft.to,
  }
}
