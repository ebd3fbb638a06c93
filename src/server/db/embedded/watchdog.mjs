// Sleeps on a pipe from the app; when it closes without "done" the app was killed, and the database is stopped.
import { spawnSync } from 'node:child_process'

const [pgCtl, cluster] = process.argv.slice(2)
let word = ''
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
process.stdin.setEncoding('utf8')
process.stdin.on('data', (text) => (word += text))
const end = () => {
  if (word.startsWith('done')) process.exit(0)
  const stop = (mode) =>
    spawnSync(pgCtl, ['stop', '-D', cluster, '-m', mode, '-w', '-t', '20', '-s'], {
      stdio: 'ignore',
      windowsHide: true,
    })
  if (stop('fast').status !== 0) stop('immediate')
  process.exit(0)
}
process.stdin.on('end', end)
process.stdin.on('error', end)
