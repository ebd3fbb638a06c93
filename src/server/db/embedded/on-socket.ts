import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Binaries } from '#server/db/embedded/binaries.ts'
import type { Server } from '#server/db/embedded/server.ts'
import { clusterOf, type Place, socketFolder } from '#server/db/embedded/place.ts'
import { type Postmaster, startPostmaster } from '#server/db/embedded/postmaster.ts'
import { writeSettings } from '#server/db/embedded/settings.ts'
import { watchOver } from '#server/db/embedded/watcher.ts'

const LONGEST_PAUSE_MILLISECONDS = 30_000

/** Linux: the server on a Unix socket in a private folder, watched, and started again when it ends unasked. */
export async function startOnSocket(
  place: Place,
  binaries: Binaries,
  notice: (line: string) => void,
): Promise<Server> {
  const socket = socketFolder(place)
  const removeSocket = (): void => {
    if (socket.temporary) rmSync(socket.path, { recursive: true, force: true })
  }
  try {
    writeSettings(clusterOf(place), { kind: 'socket', folder: socket.path }, place.runAs)
    const kept = await keepAlive(() => startPostmaster(place, binaries), place, notice)
    return {
      connection: {
        host: socket.path,
        port: 5432,
        path: join(socket.path, '.s.PGSQL.5432'),
        username: 'postgres',
        database: 'postgres',
      },
      pid: kept.pid,
      stop: () => kept.stop().finally(removeSocket),
    }
  } catch (error) {
    removeSocket()
    throw error
  }
}

async function keepAlive(
  start: () => Promise<Postmaster>,
  place: Place,
  notice: (line: string) => void,
): Promise<Omit<Server, 'connection'>> {
  const stopping = new AbortController()
  let current = await start()
  let watcher = watchOver(current.pid, place)

  const startAgain = async (): Promise<boolean> => {
    for (let pause = 500; !stopping.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS)) {
      try {
        current = await start()
        watcher = watchOver(current.pid, place)
        notice('The database is running again.')
        return true
      } catch (error) {
        notice(error instanceof Error ? error.message : String(error))
        await sleep(pause, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
      }
    }
    return false
  }
  const tend = async (): Promise<void> => {
    for (;;) {
      await current.exited
      watcher.dismiss()
      if (stopping.signal.aborted) return
      notice('The database ended unexpectedly; starting it again.')
      if (!(await startAgain())) return
    }
  }
  const tended = tend()
  return {
    pid: () => current.pid,
    stop: async () => {
      stopping.abort()
      await current.stop()
      // A restart may have been under way: what it brought up is stopped too.
      const last = current
      await Promise.race([tended, sleep(0)])
      if (current !== last) await current.stop()
      await tended
    },
  }
}
