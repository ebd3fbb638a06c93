import { createHmac, randomBytes } from 'node:crypto'
import { todayIn } from '#shared/calendar/rules/local-date.ts'
import { connect, type Target } from '#server/db/client.ts'
import { newId } from '#server/db/id.ts'
import { insertSessionsQuery } from '#server/demo/queries.ts'
import type { Deps } from '#server/deps.ts'
import { CONTENTS, countyOf } from './county.ts'
import { bulkLoad } from './load.ts'
import { createSealing } from './sealing.ts'

export interface GenerateWanted {
  readonly schools: number
  readonly children: number
  readonly records: number
  readonly seed: number
  /** Sign-ins of class teachers, for load tests. */
  readonly sessions: number
}

/** Who a load test may act as. The cookie is as good as a password for twelve hours. */
export interface LoadSession {
  readonly cookie: string
  readonly userId: string
  readonly schoolId: string
  readonly classId: string
}

export interface Generated {
  readonly schools: number
  readonly children: number
  readonly duties: number
  readonly cards: number
  /** Cards whose words are stored. */
  readonly contents: number
  readonly contentsShare: number
  readonly seconds: number
  readonly sessions: readonly LoadSession[]
}

const REBUILD_FROM = 200_000
const SESSION_HOURS = 12

/** Invents schools with children and records and loads them by COPY, all or nothing; `note` hears how far it is. */
export async function generate(
  deps: Deps,
  ownerTarget: Target,
  wanted: GenerateWanted,
  note: (text: string) => void,
): Promise<Generated> {
  const began = performance.now()
  const now = deps.now()
  const today = todayIn('Asia/Shanghai', new Date(now))
  const school = countyOf({ ...wanted, today, now }, deps.vault, createSealing(deps.vault))
  const counts = { children: 0, duties: 0, cards: 0, contents: 0 }
  const teachers: Omit<LoadSession, 'cookie'>[] = []
  const owner = connect(ownerTarget, { max: 1, prepare: false, applicationName: 'shouwang generate' })
  try {
    await bulkLoad(owner, { rebuild: wanted.records >= REBUILD_FROM, note }, async (loader) => {
      for (let at = 0; at < wanted.schools; at += 1) {
        const { rows, frame, staff, children } = school(at)
        counts.children += children.length
        counts.duties += rows.count('duty')
        counts.cards += rows.count('card')
        counts.contents += rows.count('card_content')
        const last = frame.years.at(-1)?.from
        for (const { id } of frame.classes.filter(({ yearFrom }) => yearFrom === last))
          teachers.push({ userId: staff.teacherOf(id).userId, schoolId: frame.schoolId, classId: id })
        await loader.load(rows)
        if ((at + 1) % 5 === 0 || at + 1 === wanted.schools)
          note(
            `${at + 1} of ${wanted.schools} schools, ${counts.duties + counts.cards} records, ${Math.round((performance.now() - began) / 1000)} s`,
          )
      }
    })
  } finally {
    await owner.end({ timeout: 5 })
  }
  const sessions = await signIn(deps, spread(teachers, wanted.sessions))
  return {
    schools: wanted.schools,
    ...counts,
    contentsShare: CONTENTS,
    seconds: (performance.now() - began) / 1000,
    sessions,
  }
}

/** Evenly over all schools. */
function spread<T>(list: readonly T[], count: number): T[] {
  const wanted = Math.min(count, list.length)
  return Array.from({ length: wanted }, (_, at) => list[Math.floor((at * list.length) / wanted)]).filter(
    (one) => one !== undefined,
  )
}

async function signIn(deps: Deps, teachers: readonly Omit<LoadSession, 'cookie'>[]): Promise<LoadSession[]> {
  if (teachers.length === 0) return []
  const { auth, db } = deps
  const withTokens = teachers.map((teacher) => ({ ...teacher, token: randomBytes(24).toString('base64url') }))
  const expires = new Date(deps.now() + SESSION_HOURS * 3_600_000).toISOString()
  await db.rows(
    insertSessionsQuery(
      withTokens.map(({ userId, token }) => ({ id: newId(), userId, token })),
      expires,
    ),
  )
  return withTokens.map(({ token, ...teacher }) => {
    const signature = createHmac('sha256', auth.secret).update(token).digest('base64')
    return { ...teacher, cookie: `${auth.cookieName}=${encodeURIComponent(`${token}.${signature}`)}` }
  })
}
