import { openCounty } from './lib/county.ts'
import { measureEndpoint, turn } from './lib/endpoint.ts'
import type { Bench } from './lib/line.ts'
import { recordRoute } from './lib/recorder.ts'

export const bench: Bench = {
  names: ['my-day.p95', 'my-day.rps'],
  async run(context) {
    const county = await openCounty(context)
    const { sessions, opened } = county
    const first = turn(sessions, 0)
    const places = new Map([
      [first.schoolId, { from: 'query', name: 'school' }],
      [first.classId, { from: 'query', name: 'class' }],
      [first.userId, { from: 'user' }],
    ] as const)
    const request = { method: 'GET', url: '/api/my-day', headers: { cookie: first.cookie } } as const
    return measureEndpoint(context, county, {
      name: 'my-day',
      floorRoute: await recordRoute(opened.deps, request, '/floor', places),
      calls: (n) => ({ path: '/api/my-day', cookie: turn(sessions, n).cookie }),
      floorCalls(n) {
        const { schoolId, classId, cookie } = turn(sessions, n)
        return { path: `/floor?school=${schoolId}&class=${classId}`, cookie }
      },
    })
  },
}
