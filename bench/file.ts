import { childAt, childrenOf } from './lib/children.ts'
import { openCounty } from './lib/county.ts'
import { measureEndpoint } from './lib/endpoint.ts'
import type { Bench } from './lib/line.ts'
import { recordRoute } from './lib/recorder.ts'

export const bench: Bench = {
  names: ['file.p95', 'file.rps'],
  async run(context) {
    const county = await openCounty(context)
    const children = await childrenOf(county)
    const first = childAt(children, 0)
    const places = new Map([
      [first.schoolId, { from: 'query', name: 'school' }],
      [first.classId, { from: 'query', name: 'class' }],
      [first.pupilId, { from: 'params', name: 'id' }],
      [first.userId, { from: 'user' }],
    ] as const)
    const request = {
      method: 'GET',
      url: `/api/children/${first.pupilId}`,
      headers: { cookie: first.cookie },
    } as const
    return measureEndpoint(context, county, {
      name: 'file',
      floorRoute: await recordRoute(county.opened.deps, request, '/floor/:id', places),
      calls(n) {
        const { pupilId, cookie } = childAt(children, n)
        return { path: `/api/children/${pupilId}`, cookie }
      },
      floorCalls(n) {
        const { pupilId, schoolId, classId, cookie } = childAt(children, n)
        return { path: `/floor/${pupilId}?school=${schoolId}&class=${classId}`, cookie }
      },
    })
  },
}
