/**
 * How to connect as the owner of everything: options for postgres.js (`postgres({...connection})`); `host` and `port`
 * alone also do for drivers that take a socket's folder as host. Over a socket any role may connect without a
 * password; over a port (Windows, macOS) each role needs one, and `password` is the owner's.
 */
export type Connection = {
  host: string
  port: number
  path?: string
  username: string
  password?: string
  database: string
}

/** One server on one cluster, kept alive until it is stopped. */
export type Server = { connection: Connection; pid: () => number; stop: () => Promise<void> }
