import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbedded } from '#server/db/embedded/launcher.ts'
import { SERVER } from './lib/county.ts'
import { startFloor } from './lib/floor.ts'
import { timeLine, type Bench } from './lib/line.ts'
import { familyOf, pssMb } from './lib/memory.ts'
import { startProcess } from './lib/process.ts'
import { temporaryDataDir } from './lib/temporary.ts'

const SETTLE_MS = 20_000

export const bench: Bench = {
  names: ['memory'],
  async run({ note }) {
    if (process.platform !== 'linux') throw new Error('memory is read from /proc: Linux only')
    const [own, bare] = [temporaryDataDir(), temporaryDataDir()]
    try {
      note('memory: app and database idle; the floor is a bare Fastify handler with its own')
      const app = await startProcess(SERVER, { DATA_DIR: own.path, PORT: '0', LOG_LEVEL: 'error' })
      await sleep(SETTLE_MS)
      const family = familyOf(app.child.pid ?? 0)
      const value = pssMb(family)
      const node = pssMb([app.child.pid ?? 0])
      await app.stop()
      const embedded = await startEmbedded({ dataDir: bare.path, notice: () => undefined })
      const floor = await startFloor({
        target: embedded.connection,
        sessionSql: 'select $1::text as user_id',
        cookieName: 'x',
        routes: [],
      })
      await fetch(floor.url)
      const floorValue = pssMb([...familyOf(floor.child.pid ?? 0), ...familyOf(embedded.pid)])
      await floor.stop()
      await embedded.stop()
      return [
        timeLine('memory', value, floorValue, {
          unit: 'MB',
          app: Math.round(node),
          database: Math.round(value - node),
          processes: family.length,
        }),
      ]
    } finally {
      own.remove()
      bare.remove()
    }
  },
}
