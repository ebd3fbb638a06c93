import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

/** The page budgets are for a slow phone on a slow network: ms, and bytes a second. */
export const NETWORK = {
  offline: false,
  latency: 562,
  downloadThroughput: (1.47e6 / 8) | 0,
  uploadThroughput: (0.75e6 / 8) | 0,
}

/** Each piece arrives after the line's latency, and the next not before the line is free again. */
function late(isSlow: () => boolean): Transform {
  let freeAt = 0
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      if (!isSlow()) {
        done(null, piece)
        return
      }
      const now = performance.now()
      const begin = Math.max(freeAt, now + NETWORK.latency)
      freeAt = begin + (piece.length / NETWORK.downloadThroughput) * 1000
      void sleep(freeAt - now).then(() => this.push(piece))
      done()
    },
  })
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
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.setNoDelay()
      socket.on('error', () => undefined)
      socket.once('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    far.pipe(late(() => slow)).pipe(near)
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
