import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { finishRequests } from '#server/http/closing.ts'

const GRACE_MS = 300

async function listening(answerAfterMs: number): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => setTimeout(() => response.end('done'), answerAfterMs))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

const close = (server: Server): Promise<void> =>
  finishRequests(server, () => new Promise((resolve) => server.close(() => resolve())), GRACE_MS)

it('a request under way is answered before the server is closed', async () => {
  const { server, port } = await listening(150)
  const answer = fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })
  await wait(50)
  await close(server)
  expect(await (await answer).text()).toBe('done')
})

it('a request that never arrives whole does not keep the server open', async () => {
  const { server, port } = await listening(0)
  const sender = connect(port, '127.0.0.1')
  const ended = new Promise<void>((resolve) =>
    sender.once('close', () => resolve()).once('error', () => undefined),
  )
  sender.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nhalf')
  await wait(50)
  const began = performance.now()
  await close(server)
  expect(performance.now() - began).toBeGreaterThanOrEqual(GRACE_MS - 50)
  await ended
})
