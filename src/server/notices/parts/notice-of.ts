import {
  DigestNotice,
  DueTodayNotice,
  EscalationNotice,
  type Notice,
  OverdueNotice,
} from '#shared/notices/schema.ts'
import type { NoticeRow } from '#server/notices/reads.ts'

/** A stored row as its person reads it; undefined when what it was about is gone. */
export function noticeOf(row: NoticeRow, classNames: ReadonlyMap<string, string>): Notice | undefined {
  const { id, day, createdAt, read, kind } = row
  const common = { id, day, createdAt, read, kind }
  const detail = row.detail as Record<string, unknown>
  switch (kind) {
    case 'urgent': {
      const { pupilId, pupilName, className, cardId, authorName, heldOn } = row
      if (!pupilId || !pupilName || !cardId || !heldOn) return undefined
      const corrected = row.urgent !== true
      return { ...common, kind, pupilId, pupilName, className, cardId, authorName, heldOn, corrected }
    }
    case 'dueToday':
      return DueTodayNotice.safeParse({ ...common, ...detail }).data
    case 'overdue':
      return OverdueNotice.safeParse({ ...common, ...detail }).data
    case 'escalation':
      return EscalationNotice.safeParse({ ...common, ...detail }).data
    default: {
      const classes = (detail['classes'] as { classId: string; overdue: number }[] | undefined) ?? []
      const named = classes.flatMap((one) => {
        const className = classNames.get(one.classId)
        return className === undefined ? [] : [{ ...one, className }]
      })
      return DigestNotice.safeParse({ ...common, digest: { ...detail, classes: named } }).data
    }
  }
}
