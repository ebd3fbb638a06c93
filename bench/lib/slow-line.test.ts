import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { NETWORK, slowLine, type SlowLine } from './slow-line.ts'

/** Half a second of the way down. */
const BYTES = Math.round(NETWORK.downloadThroughput / 2)
const body = Array.from({ length: BYTES / 8 }, (_, at) => String(at).padStart(7, '0') + ' ').join('')

let line: SlowLine
// Answers when the other side has said all, and closes.
const far = createServer({ allowHalfOpen: true }, (socket) => {
  socket.resume()
  socket.once('end', () => socket.end(body))
})
beforeEach(async () => {
  far.listen(0, '127.0.0.1')
  await once(far, 'listening')
  line = await slowLine(`http://127.0.0.1:${(far.address() as AddressInfo).port}`)
})
afterEach(async () => {
  await line.close()
  far.close()
})

async function ask(sent = '?'): Promise<{ first: number; last: number; said: string }> {
  const socket = connect({ port: Number(new URL(line.url).port), host: '127.0.0.1', allowHalfOpen: true })
  await once(socket, 'connect')
  const begun = performance.now()
  let first = 0
  socket.once('data', () => (first = performance.now() - begun))
  socket.end(sent)
  const said = await text(socket)
  return { first, last: performance.now() - begun, said }
}

it('all of an answer arrives, in its order, although both sides have closed before', async () => {
  line.slowDown()
  const { first, last, said } = await ask()
  expect(said === body).toBe(true)
  expect(first).toBeGreaterThanOrEqual(NETWORK.latency)
  expect(first).toBeLessThan(NETWORK.latency + 200)
  // One latency for all of it, not for each piece.
  expect(last).toBeGreaterThan(NETWORK.latency + 480)
  expect(last).toBeLessThan(NETWORK.latency + 900)
})

it('two answers share the line, and a long question takes its time as well', async () => {
  line.slowDown()
  const both = await Promise.all([ask(), ask()])
  expect(Math.max(...both.map(({ last }) => last))).toBeGreaterThan(NETWORK.latency + 960)
  const { first } = await ask('x'.repeat(NETWORK.uploadThroughput / 2))
  expect(first).toBeGreaterThan(NETWORK.latency + 480)
})

it('until it is slowed down it is as fast as the machine', async () => {
  expect((await ask()).last).toBeLessThan(NETWORK.latency / 2)
})
