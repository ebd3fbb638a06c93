import { newId } from '#server/db/id.ts'
import { childAt, childrenOf } from './lib/children.ts'
import { openCounty } from './lib/county.ts'
import { measureEndpoint } from './lib/endpoint.ts'
import type { FloorParameter } from './lib/floor.ts'
import type { Bench } from './lib/line.ts'
import { recordRoute } from './lib/recorder.ts'

const talk = (id: string, pupilId: string, heldOn: string) => ({
  id,
  pupilId,
  heldOn,
  reached: true,
  fields: {
    kind: 'talk',
    place: 'classroom',
    topics: ['study'],
    nextOn: null,
    reason: '',
    mood: 'calm',
    followUp: '',
    riskLevel: 'none',
  },
  content: '想学画画，上周的画被老师贴在墙上，很高兴。',
})

export const bench: Bench = {
  names: ['card-write.p95', 'card-write.rps', 'card-write.at-once.p95'],
  async run(context) {
    const county = await openCounty(context)
    const { opened, owner, today } = county
    const children = await childrenOf(county)
    // Recorded with a child whose talk is still open, so that the floor closes duties, too.
    const open = await owner<{ pupil_id: string; id: string }[]>`select pupil_id, id from duty
      where pupil_id = any(${children.map(({ pupilId }) => pupilId)}::uuid[]) and key = 'talk' and done_on is null
        and excuse_kind is null and ${today}::date between window_from and window_to`
    const dutyOf = new Map(open.map((row) => [row.pupil_id, row.id]))
    const toDo = children.filter(({ pupilId }) => dutyOf.has(pupilId))
    if (toDo.length === 0)
      throw new Error('every talk of this county is filed by earlier runs: remove .cache/bench and run again')
    const first = childAt(toDo, 0)
    const rest = [...toDo.slice(1), ...children.filter(({ pupilId }) => !dutyOf.has(pupilId))]
    const cardId = newId()
    const places = new Map<unknown, FloorParameter>([
      [first.schoolId, { from: 'body', name: 'school' }],
      [first.classId, { from: 'body', name: 'class' }],
      [first.pupilId, { from: 'body', name: 'pupilId' }],
      [dutyOf.get(first.pupilId), { from: 'body', name: 'duty' }],
      [first.userId, { from: 'user' }],
      [cardId, { from: 'body', name: 'id' }],
    ])
    const request = {
      method: 'POST',
      url: '/api/cards',
      headers: { cookie: first.cookie },
      payload: talk(cardId, first.pupilId, today),
    } as const
    const recorded = await recordRoute(opened.deps, request, '/floor', places)
    return measureEndpoint(context, county, {
      name: 'card-write',
      distinct: true,
      writers: 50,
      floorRoute: { ...recorded, statements: recorded.statements.map(withNewContentId) },
      calls(n) {
        const { pupilId, cookie } = childAt(rest, n)
        return {
          method: 'POST',
          path: '/api/cards',
          cookie,
          body: JSON.stringify(talk(newId(), pupilId, today)),
        }
      },
      floorCalls(n) {
        const { pupilId, schoolId, classId, cookie } = childAt(rest, n)
        const body = {
          ...talk(newId(), pupilId, today),
          school: schoolId,
          class: classId,
          duty: dutyOf.get(pupilId) ?? newId(),
        }
        return { method: 'POST', path: '/floor', cookie, body: JSON.stringify(body) }
      },
    })
  },
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The words' own row gets a new id with every card. */
function withNewContentId(statement: { sql: string; parameters: readonly FloorParameter[] }) {
  if (!statement.sql.includes('insert into card_content')) return statement
  const isContentId = (one: FloorParameter): boolean =>
    'list' in one &&
    one.list.length === 1 &&
    one.list.some((item) => 'value' in item && UUID.test(String(item.value)))
  return {
    ...statement,
    parameters: statement.parameters.map((one) =>
      isContentId(one) ? { list: [{ from: 'new' as const }] } : one,
    ),
  }
}
