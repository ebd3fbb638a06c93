import { startEmbedded } from '#server/db/embedded/launcher.ts'
import { SERVER } from './lib/county.ts'
import { timeLine, type Bench } from './lib/line.ts'
import { startProcess } from './lib/process.ts'
import { percentile } from './lib/statistics.ts'
import { temporaryDataDir } from './lib/temporary.ts'

const RUNS = 3
const quiet = { PORT: '0', LOG_LEVEL: 'error' }

/** The least a start can take: the database alone. */
async function databaseAlone(dataDir: string): Promise<number> {
  const began = performance.now()
  const embedded = await startEmbedded({ dataDir, notice: () => undefined })
  const took = performance.now() - began
  await embedded.stop()
  return took
}

async function appStart(dataDir: string): Promise<number> {
  const app = await startProcess(SERVER, { ...quiet, DATA_DIR: dataDir })
  await app.stop()
  return app.startMs
}

export const bench: Bench = {
  names: ['start.first', 'start.warm'],
  async run({ note }) {
    const [own, bare] = [temporaryDataDir(), temporaryDataDir()]
    try {
      note('start: a first start makes the database, a warm one finds it; the floor is the database alone')
      const first = await appStart(own.path)
      const firstFloor = await databaseAlone(bare.path)
      const warm: number[] = []
      const floor: number[] = []
      for (let run = 0; run < RUNS; run += 1) {
        warm.push(await appStart(own.path))
        floor.push(await databaseAlone(bare.path))
      }
      return [
        timeLine('start.first', first, firstFloor),
        timeLine('start.warm', percentile(warm, 0.5), percentile(floor, 0.5), { runs: RUNS }),
      ]
    } finally {
      own.remove()
      bare.remove()
    }
  },
}
