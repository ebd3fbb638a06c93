import { createServer, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { closedLoop, openLoop } from './load.ts'
import { percentile } from './statistics.ts'

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

function serve(listener: Parameters<typeof createServer>[1]): Promise<string> {
  const started = createServer(listener ?? (() => undefined))
  server = started
  return new Promise((resolve) =>
    started.listen(0, '127.0.0.1', () => {
      const address = started.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
    }),
  )
}

test('percentiles are by nearest rank, and none of nothing', () => {
  const values = Array.from({ length: 100 }, (_, i) => i + 1)
  expect([0.5, 0.95, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 95, 99, 100])
  expect(percentile([7], 0.5)).toBe(7)
  expect(() => percentile([], 0.95)).toThrow('no measurement')
})

test('open loop: each session its own cookie, warm-up is not counted, failures are', async () => {
  const cookies = new Set<string>()
  const base = await serve((request, response) => {
    cookies.add(request.headers.cookie ?? '')
    response.statusCode = request.url === '/bad' ? 500 : 200
    response.end('{}')
  })
  const calls = (n: number) => ({ path: n % 10 === 0 ? '/bad' : '/', cookie: `s=${n % 30}` })
  const result = await openLoop({ base, calls, rate: 200, seconds: 0.5, warmUpSeconds: 0.2 })
  expect(cookies.size).toBe(30)
  expect(result).toMatchObject({ requests: 100, failed: 10 })
  expect(result.p50).toBeLessThanOrEqual(result.p95)
})

test('open loop: a server that stands still is charged for everybody who waited', async () => {
  const stillUntil = performance.now() + 400
  const base = await serve((_request, response) => {
    setTimeout(() => response.end('{}'), Math.max(0, stillUntil - performance.now()))
  })
  const result = await openLoop({
    base,
    calls: () => ({ path: '/' }),
    rate: 100,
    seconds: 0.4,
    warmUpSeconds: 0,
  })
  expect(result.max).toBeGreaterThan(200)
  expect(result.p50).toBeGreaterThan(80)
})

test('closed loop counts answers a second and sends bodies', async () => {
  let bodies = 0
  const base = await serve((request, response) => {
    request.on('data', () => (bodies += 1)).on('end', () => response.end('{}'))
  })
  const calls = () => ({ method: 'POST' as const, path: '/', body: '{"a":1}' })
  const { rps, failed } = await closedLoop({ base, calls, connections: 4, seconds: 0.3, warmUpSeconds: 0.1 })
  expect(failed).toBe(0)
  expect(rps).toBeGreaterThan(50)
  expect(bodies).toBeGreaterThan(10)
})
