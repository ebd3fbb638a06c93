import { searchTokens } from '#server/children/parts/search-keys.ts'
import { openCounty } from './lib/county.ts'
import { measureEndpoint, turn } from './lib/endpoint.ts'
import type { Bench } from './lib/line.ts'
import { recordRoute } from './lib/recorder.ts'

/** Parts of names as people type them: a surname, two characters, initials, pinyin. */
const QUERIES = [
  '小满',
  '林',
  '诗涵',
  '王',
  'lx',
  'zhang',
  '天佑',
  '周',
  '雨桐',
  'lin',
  '欣',
  '一鸣',
  '何',
  'zh',
  '清欢',
  '吴',
]

const wanted = (n: number): string => QUERIES[n % QUERIES.length] ?? ''

export const bench: Bench = {
  names: ['search.p95', 'search.rps'],
  async run(context) {
    const county = await openCounty(context)
    const { sessions, opened, owner } = county
    // Whoever searches the whole school: the principal, signed in for this run by the same cookie rules.
    const first = turn(sessions, 0)
    await owner`insert into role_assignment (school_id, id, user_id, role, from_on)
      select s."schoolId", gen_random_uuid(), s."userId", 'principal', '2020-01-01'
      from jsonb_to_recordset(${JSON.stringify(sessions)}::text::jsonb) as s("schoolId" uuid, "userId" uuid)
      where not exists (select 1 from role_assignment r where r.user_id = s."userId" and r.role = 'principal')`
    try {
      const query = wanted(0)
      const request = {
        method: 'POST',
        url: '/api/children/search',
        headers: { cookie: first.cookie },
        payload: { view: 'all', q: query },
      } as const
      const places = new Map<unknown, { from: 'query'; name: string }>([
        [first.schoolId, { from: 'query', name: 'school' }],
      ])
      const tokens = searchTokens(query) ?? []
      const recorded = await recordRoute(opened.deps, request, '/floor', places)
      const floorRoute = {
        ...recorded,
        method: 'GET' as const,
        statements: recorded.statements.map(({ parameters, ...rest }) => ({
          ...rest,
          parameters: parameters.map((one) =>
            'list' in one && JSON.stringify(one.list) === JSON.stringify(tokens.map((value) => ({ value })))
              ? ({ from: 'query', name: 'tokens' } as const)
              : one,
          ),
        })),
      }
      return await measureEndpoint(context, county, {
        name: 'search',
        floorRoute,
        calls: (n) => ({
          method: 'POST',
          path: '/api/children/search',
          body: JSON.stringify({ view: 'all', q: wanted(n) }),
          cookie: turn(sessions, n).cookie,
        }),
        floorCalls(n) {
          const { schoolId, cookie } = turn(sessions, n)
          const array = `{${(searchTokens(wanted(n)) ?? []).join(',')}}`
          return { path: `/floor?school=${schoolId}&tokens=${encodeURIComponent(array)}`, cookie }
        },
      })
    } finally {
      await owner`delete from role_assignment where role = 'principal' and from_on = '2020-01-01'
        and user_id = any(${sessions.map(({ userId }) => userId)}::uuid[])`
    }
  },
}
