/** A reason why the server cannot start: one line, naming the cause and the cure. Printed as it is; exit code 1. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** The line for an HTTP port that somebody else holds. */
function portTakenMessage(host: string, port: number): string {
  return `Port ${port} on ${host} is taken by another program: stop it, or start with another one, e.g. PORT=${port === 65535 ? 8080 : port + 1}.`
}

/** Turns a failed listen into one line; what is no matter of the settings stays as it is. */
export function listenError(error: unknown, host: string, port: number): unknown {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new StartError(portTakenMessage(host, port))
    case 'EACCES':
      return new StartError(
        `Port ${port} needs more rights than this user has: choose one above 1023, e.g. PORT=8080.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(
        `HOST=${host} is not an address of this machine: use 127.0.0.1 behind a proxy, or 0.0.0.0 for all its addresses.`,
      )
    default:
      return error
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Whether a file-system call failed because nothing is there. */
export function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT'
}

/** Turns a failed file-system call (or any error) into one line about the folder it concerned. */
export function asStartError(error: unknown, folder: string): StartError {
  if (error instanceof StartError) return error
  const text = error instanceof Error ? error.message : String(error)
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return notWritable(folder)
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartError(
        `${folder} cannot be used as the data folder, a file is in its place: set DATA_DIR to a folder.`,
      )
    default:
      return new StartError(`The folder ${folder} could not be used: ${text.split('\n')[0]}`)
  }
}

export function diskFull(folder: string): StartError {
  return new StartError(
    `The disk that holds ${folder} is full: free some space (a new school needs about 200 MB) and start again. Nothing was lost.`,
  )
}

export function notMakeable(folder: string): StartError {
  return new StartError(
    `No folder can be made at ${folder}: set DATA_DIR to a folder on a disk of this machine.`,
  )
}

export function notWritable(folder: string): StartError {
  return new StartError(
    `The folder ${folder} cannot be written by this user: give it to the user who starts the server, or set DATA_DIR to another folder.`,
  )
}
