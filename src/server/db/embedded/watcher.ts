import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { join } from 'node:path'

import { clusterOf, type Place } from '#server/db/embedded/place.ts'

/**
 * A shell that sleeps on a pipe from the app. The kernel closes the pipe however the app dies (kill -9 too); then the
 * shell asks the server for a fast shutdown, after 20 s for an immediate one. About 1 MB of memory.
 */
const SCRIPT = `
trap '' INT TERM HUP
if read -r word && [ "$word" = done ]; then exit 0; fi
read -r pid <"$2" && [ "$pid" = "$1" ] || exit 0
kill -INT "$1"
seconds=0
while kill -0 "$1" 2>/dev/null; do
  sleep 1
  seconds=$((seconds + 1))
  [ "$seconds" -eq 20 ] && kill -QUIT "$1"
  [ "$seconds" -ge 60 ] && exit 1
done
exit 0
`

export type Watcher = { dismiss: () => void }

/** Watches over one server process until dismissed; replaced when something ends it while the app lives. */
export function watchOver(pid: number, place: Place): Watcher {
  let dismissed = false
  let dismissCurrent = (): void => {}
  const begin = (): void => {
    const child = spawn(
      '/bin/sh',
      ['-c', SCRIPT, 'shouwang-watcher', String(pid), join(clusterOf(place), 'postmaster.pid')],
      {
        detached: true,
        cwd: '/',
        stdio: ['pipe', 'ignore', 'ignore'],
        ...place.runAs,
      },
    )
    // The watcher may be gone when we write; that is what we wanted.
    child.stdin.on('error', () => {})
    child.on('error', () => {})
    child.on('exit', () => {
      if (!dismissed) setTimeout(() => !dismissed && begin(), 1000).unref()
    })
    child.unref()
    if (child.stdin instanceof Socket) child.stdin.unref()
    dismissCurrent = () => child.stdin.end('done\n')
  }
  begin()
  return {
    dismiss: () => {
      dismissed = true
      dismissCurrent()
    },
  }
}
