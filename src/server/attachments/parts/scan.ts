import { spawn } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import type { Scan } from '#shared/attachments/schema.ts'

/** A scanner that has not answered by then has failed, and what it did not pass is not served. */
const PATIENCE_MS = 30_000
const FOUND_EXIT = 1

/** `setting` is VIRUS_SCAN: `clamd:<socket or host:port>`, or a command that reads the file from its input. */
export async function scanBytes(setting: string | undefined, bytes: Buffer): Promise<Scan> {
  if (setting === undefined) return 'off'
  const clamd = /^clamd:(.+)$/.exec(setting)?.[1]
  return clamd === undefined ? byCommand(setting, bytes) : byClamd(clamd, bytes)
}

/** Exit code 0 = clean, 1 = something was found, anything else = the scanner failed. */
function byCommand(command: string, bytes: Buffer): Promise<Scan> {
  return new Promise((resolve) => {
    const child = spawn(command, [], { stdio: ['pipe', 'ignore', 'ignore'], timeout: PATIENCE_MS })
    child.on('error', () => resolve('failed'))
    child.on('close', (code) => resolve(code === 0 ? 'clean' : code === FOUND_EXIT ? 'found' : 'failed'))
    // A scanner may have seen enough before it has read all.
    child.stdin.on('error', () => undefined)
    child.stdin.end(bytes)
  })
}

function socketTo(address: string): Socket {
  const place = /^(.+):(\d+)$/.exec(address)
  return place ? connect({ host: place[1] ?? '', port: Number(place[2]) }) : connect({ path: address })
}

/** The INSTREAM command of clamd: length and bytes, then a length of zero. */
function byClamd(address: string, bytes: Buffer): Promise<Scan> {
  return new Promise((resolve) => {
    const socket = socketTo(address)
    let answer = ''
    const end = (scan: Scan): void => {
      socket.destroy()
      resolve(scan)
    }
    socket.setTimeout(PATIENCE_MS, () => end('failed'))
    socket.on('error', () => end('failed'))
    socket.on('data', (data) => (answer += data.toString()))
    socket.on('close', () =>
      end(/FOUND\0?\s*$/.test(answer) ? 'found' : /\bOK\0?\s*$/.test(answer) ? 'clean' : 'failed'),
    )
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    socket.write('zINSTREAM\0')
    socket.write(length)
    socket.write(bytes)
    socket.write(Buffer.alloc(4))
  })
}
