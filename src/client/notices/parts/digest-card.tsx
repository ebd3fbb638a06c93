import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Notice } from '#shared/notices/schema.ts'
import { useHasRole } from '#client/lib/session.ts'

type Digest = Extract<Notice, { kind: 'digest' }>['digest']

function Line({ label, value, note }: { label: string; value: number; note?: string | undefined }) {
  return (
    <li className="flex items-baseline justify-between gap-3 py-0.5">
      <span className="text-soft">{label}</span>
      <span className="shrink-0">
        <b className="font-semibold tabular-nums">{value}</b>
        {note !== undefined && <span className="ms-2 text-sm text-soft">{note}</span>}
      </span>
    </li>
  )
}

/** A week on one screen of a phone: how the last one went, what this one asks, where help is wanted. */
export function DigestCard({ digest }: { digest: Digest }) {
  const { t } = useLingui()
  const board = useHasRole('principal', 'administrator', 'classTeacher')
  const { last, thisWeek, work, overdue, unassigned, classes } = digest
  const percent = last.percent === null ? undefined : t`按时 ${last.percent}%`
  const children =
    thisWeek.children === 0 ? undefined : plural(thisWeek.children, { one: '# 个孩子', other: '# 个孩子' })
  return (
    <>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        <Line label={t`上周按时做到`} value={last.onTime} note={percent} />
        <Line label={t`上周补上`} value={last.late} />
        <Line label={t`上周到期没做`} value={last.missed} />
        <Line label={t`上周有说明`} value={last.excused} />
        <Line label={t`这周要做`} value={thisWeek.duties} note={children} />
        <Line label={t`周一时逾期的`} value={overdue} />
        {work.duties + work.overdue > 0 && (
          <Line
            label={t`班级和学校的事，这周要做`}
            value={work.duties}
            note={work.overdue === 0 ? undefined : t`逾期 ${work.overdue} 件`}
          />
        )}
        {unassigned !== null && <Line label={t`没有老师负责`} value={unassigned} />}
      </ul>
      {classes.length > 0 && (
        <p className="mt-3 text-sm text-soft">
          <Trans>最需要搭把手的班</Trans>
        </p>
      )}
      <ul className="grid grid-cols-2 items-center gap-x-4 md:grid-cols-3">
        {classes.map(({ classId, className, overdue: count }) => (
          <li key={classId}>
            <Link
              to="/figures/classes/$id"
              params={{ id: classId }}
              className="flex min-h-11 flex-col justify-center leading-tight text-sea"
            >
              {className}
              <span className="text-sm text-soft">{t`${count} 件逾期`}</span>
            </Link>
          </li>
        ))}
        {board && (
          <li>
            <Link to="/figures" className="flex min-h-11 items-center font-semibold text-sea">
              <Trans>看进度</Trans>
            </Link>
          </li>
        )}
      </ul>
    </>
  )
}
