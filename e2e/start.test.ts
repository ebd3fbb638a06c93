import { execFileSync } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolders, startAppServer, type AppServer, type Folders } from './app-server.ts'

let folders: Folders
beforeAll(() => {
  folders = makeFolders()
})
afterAll(() => folders.remove())

const health = async (url: string): Promise<number> => (await fetch(`${url}/api/health`)).status

/** Database processes whose data lies below the folder. */
function databaseProcesses(): string[] {
  const all = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n')
  return all
    .filter((line) => line.includes(folders.systemDir) || line.includes(folders.dataDir))
    .filter((line) => line.includes('postgres'))
}

async function until(check: () => boolean | Promise<boolean>, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await wait(100))
    if (await check()) return true
  return false
}

async function postmaster(server: AppServer): Promise<number> {
  await health(server.url)
  const line = databaseProcesses().find((each) => / -D /.test(each)) ?? ''
  return Number(line.trim().split(' ')[0])
}

describe('npm start', () => {
  it('comes up on an empty folder with a set-up link, stops cleanly, and comes up again', async () => {
    const first = await startAppServer(folders)
    expect(first.setupLink).toMatch(/\/setup\/[\w-]{20,}$/)
    expect(await health(first.url)).toBe(200)
    expect(await first.stop()).toBe(0)
    expect(databaseProcesses()).toEqual([])
    const second = await startAppServer(folders)
    expect(await health(second.url)).toBe(200)
    expect(second.setupLink).not.toBe(first.setupLink)
    await second.stop()
  })

  it('says in one line that the folder is in use or the port is taken', async () => {
    const running = await startAppServer(folders)
    await expect(startAppServer(folders)).rejects.toThrow(
      /^ended with 1:\n[^\n]*(in use|used|already)[^\n]*$/,
    )
    const port = new URL(running.url).port
    const other = makeFolders()
    await expect(startAppServer(other, { env: { PORT: port } })).rejects.toThrow(
      /^ended with 1:\nPort \d+ on [^\n]* is taken[^\n]*$/,
    )
    other.remove()
    await running.stop()
    await expect(
      startAppServer(folders, { env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' } }),
    ).rejects.toThrow(/^ended with 1:\nThe database at 127\.0\.0\.1:1 does not answer[^\n]*$/)
  })

  it('answers 503 while the database is gone and recovers by itself', async () => {
    const server = await startAppServer(folders)
    const pid = await postmaster(server)
    process.kill(pid, 'SIGKILL')
    const statuses: number[] = []
    const recovered = await until(async () => {
      statuses.push(await health(server.url))
      return statuses.at(-1) === 200 && statuses.length > 1
    }, 20)
    expect(recovered).toBe(true)
    expect(statuses.every((status) => status === 200 || status === 503)).toBe(true)
    await server.stop()
  })

  it('told twice to stop it does not wait for a request that never arrives whole', async () => {
    const server = await startAppServer(folders)
    const sender = connect(Number(new URL(server.url).port), '127.0.0.1').once('error', () => undefined)
    sender.write(
      'POST /api/setup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{',
    )
    await wait(200)
    const began = performance.now()
    const stopped = server.stop()
    await wait(1000)
    expect(server.child.exitCode).toBeNull()
    void server.stop()
    expect(await stopped).toBe(0)
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(databaseProcesses()).toEqual([])
  })

  it('killed with -9 it leaves no database behind, and starts again', async () => {
    const server = await startAppServer(folders)
    server.child.kill('SIGKILL')
    expect(await until(() => databaseProcesses().length === 0, 20)).toBe(true)
    const again = await startAppServer(folders)
    expect(await health(again.url)).toBe(200)
    await again.stop()
  })
})
