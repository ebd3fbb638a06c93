import { Trans, useLingui } from '@lingui/react/macro'
import type { DutyWork } from '#shared/work/schema.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { formatDate } from '#client/lib/format.ts'
import { roleText } from '#client/lib/role-text.ts'
import { useSession } from '#client/lib/session.ts'
import { Chip } from '#client/ui/chip.tsx'
import { DueChip } from '#client/ui/due-chip.tsx'
import { PageHeader } from '#client/ui/page.tsx'

/** Which duty it is: of whom, in which time, who does it. */
export function Head({ duty }: Pick<DutyWork, 'duty'>) {
  const { t } = useLingui()
  const { today } = useSession().school
  const { pupilId, from, to, state } = duty
  const time = from === to ? formatDate(from) : t`${formatDate(from)}至${formatDate(to)}`
  const whose = duty.subjectName ?? t`全校`
  const done = state === 'done' || state === 'late'
  const back =
    pupilId === null
      ? { link: { to: '/' as const }, label: <Trans>今日</Trans> }
      : { link: { to: '/children/$id' as const, params: { id: pupilId } }, label: whose }
  return (
    <PageHeader
      back={back}
      above={`${whose} · ${time}`}
      title={dutyText(duty.key)}
      below={duty.subjectKind === 'person' ? t`由本人来做` : t`由${roleText(duty.performerRole)}来做`}
      aside={
        done ? (
          <Chip tone="done">{state === 'late' ? <Trans>补上了</Trans> : <Trans>做到了</Trans>}</Chip>
        ) : (
          <DueChip dueOn={duty.dueOn} today={today} />
        )
      }
    />
  )
}
