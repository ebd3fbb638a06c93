// Sleeps on a pipe from the app; when it closes without "done" the app was killed, and the database is stopped.
import { spawnSync } from 'node:child_process'

const [pgCtl = '', cluster = ''] = process.argv.slice(2)
let word = ''

function stop(mode: 'fast' | 'immediate'): boolean {
  const args = ['stop', '-D', cluster, '-m', mode, '-w', '-t', '20', '-s']
  return spawnSync(pgCtl, args, { stdio: 'ignore', windowsHide: true }).status === 0
}

function end(): void {
  if (!word.startsWith('done') && !stop('fast')) stop('immediate')
  process.exit(0)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined)
process.stdin.setEncoding('utf8')
process.stdin.on('data', (text: string) => (word += text))
process.stdin.on('end', end)
process.stdin.on('error', end)
