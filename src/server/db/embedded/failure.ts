import { diskFull, notWritable, StartError } from '#server/start-error.ts'
import { logOf, type Place } from '#server/db/embedded/place.ts'

/** Turns what PostgreSQL said when it failed to start into one line with the cure. */
export function explainFailure(output: string, place: Place): StartError {
  if (
    /No space left on device|ENOSPC|Disk quota exceeded|Check free disk space|wrote only \d+ of/.test(output)
  )
    return diskFull(place.home)
  if (/lock file .* already exists|pre-existing shared memory block/.test(output)) {
    return new StartError(
      `Another database server still uses ${place.home}: stop it (or wait a few seconds) and start again.`,
    )
  }
  if (/Read-only file system|Permission denied|EACCES|EROFS/.test(output)) return notWritable(place.home)
  if (/database files are incompatible/.test(output)) {
    return new StartError(
      `The database in ${place.home} was made by another version of PostgreSQL: start the release that made it and make a backup there.`,
    )
  }
  if (
    /Cannot allocate memory|could not map anonymous shared memory|could not create shared memory/.test(output)
  ) {
    return new StartError(
      'There is not enough free memory for the database (about 100 MB): end other programs and start again.',
    )
  }
  if (
    /PANIC|could not locate a valid checkpoint|invalid checkpoint|could not open file ".*global/.test(output)
  ) {
    return new StartError(
      `The database in ${place.home} is damaged (${lastComplaint(output)}): restore a backup; details in ${logOf(place)}.`,
    )
  }
  return new StartError(`The database in ${place.home} could not be started: ${lastComplaint(output)}`)
}

function lastComplaint(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const complaint =
    lines.findLast((line) => /FATAL|PANIC|error:/i.test(line)) ?? lines.at(-1) ?? 'no reason was given'
  return complaint.replace(/^.*?(FATAL|PANIC|error):\s*/i, '').trim()
}
