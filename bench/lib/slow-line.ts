import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { pipeline, Transform } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

/** The page budgets are for a slow phone on a slow network: ms, and bytes a second. */
export const NETWORK = {
  offline: false,
  latency: 562,
  downloadThroughput: (1.47e6 / 8) | 0,
  uploadThroughput: (0.75e6 / 8) | 0,
}

/** So that a long answer arrives bit by bit, as packets do. */
const PIECE_BYTES = 4096

/**
 * One direction of the line, of which all connections have a share: what is sent arrives after the latency, and not before
 * all that was sent earlier has come in. The latency of a question and its answer is on the way back, as the browser has it.
 */
function direction(isSlow: () => boolean, latency: number, bytesPerSecond: number): () => Transform {
  let freeAt = 0
  return () => {
    let before: Promise<unknown> = Promise.resolve()
    const lane = new Transform({
      transform(sent: Buffer, _encoding, done) {
        const now = performance.now()
        for (let from = 0; from < sent.length; from += PIECE_BYTES) {
          const piece = sent.subarray(from, from + PIECE_BYTES)
          if (isSlow()) freeAt = Math.max(freeAt, now + latency) + (piece.length / bytesPerSecond) * 1000
          const wait = isSlow() ? Math.ceil(freeAt - now) : 0
          // One timer may overtake another: pieces come in the order in which they were sent.
          before = Promise.all([before, wait > 0 && sleep(wait)]).then(() => lane.push(piece))
        }
        done()
      },
      flush(done) {
        const end = async (): Promise<void> => {
          await before
          done()
        }
        void end()
      },
    })
    return lane
  }
}

export interface SlowLine {
  readonly url: string
  /** Until then it is as fast as the machine: a service worker is fetched with all its files before. */
  readonly slowDown: () => void
  readonly close: () => Promise<void>
}

/**
 * The same slow network in front of the server: the browser's own slows down a page, not its service worker, whose
 * questions would come back as if there were no network between.
 */
export async function slowLine(to: string): Promise<SlowLine> {
  const { hostname, port } = new URL(to)
  const open = new Set<Socket>()
  let slow = false
  const up = direction(() => slow, 0, NETWORK.uploadThroughput)
  const down = direction(() => slow, NETWORK.latency, NETWORK.downloadThroughput)
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
    for (const socket of [near, far]) {
      open.add(socket)
      socket.setNoDelay()
      socket.once('close', () => open.delete(socket))
    }
    // Whoever has said all may still be answered; only a broken connection ends both ways.
    const ended = (error?: Error | null): void => {
      if (!error) return
      near.destroy()
      far.destroy()
    }
    pipeline(near, up(), far, ended)
    pipeline(far, down(), near, ended)
  })
  server.listen(0, hostname)
  await once(server, 'listening')
  return {
    url: `http://${hostname}:${(server.address() as AddressInfo).port}`,
    slowDown: () => {
      slow = true
    },
    close: async () => {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}
