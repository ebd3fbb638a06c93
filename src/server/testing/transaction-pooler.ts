import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net'

interface Client {
  readonly socket: Socket
  pending: Buffer
  /** Bytes of a message that has not arrived whole. */
  rest: Buffer
  started: boolean
}

const READY = 'Z'.charCodeAt(0)
const QUERY = 'Q'.charCodeAt(0)
const SYNC = 'S'.charCodeAt(0)
const IDLE = 'I'.charCodeAt(0)

/**
 * A pooler in transaction mode with one server connection, for tests: clients take turns at transaction borders, as
 * behind PgBouncer. Returns its port.
 */
export async function startTransactionPooler(
  serverPath: string,
): Promise<{ port: number; close(): Promise<void> }> {
  const backend = connectSocket(serverPath)
  const clients: Client[] = []
  let greeting: Buffer | undefined
  let owner: Client | undefined
  let received: Buffer = Buffer.alloc(0)
  /** Answers the owner still waits for; its turn ends when none is open and no transaction runs. */
  let open = 0

  function next(): void {
    if (owner) return
    owner = clients.find((client) => client.pending.length > 0 && (client.started || greeting === undefined))
    if (!owner) return
    forward(owner, owner.pending)
    owner.pending = Buffer.alloc(0)
  }

  function forward(client: Client, chunk: Buffer): void {
    if (greeting === undefined) open += 1
    else {
      client.rest = Buffer.concat([client.rest, chunk])
      while (client.rest.length >= 5 && client.rest.length >= 1 + client.rest.readUInt32BE(1)) {
        if (client.rest[0] === QUERY || client.rest[0] === SYNC) open += 1
        client.rest = client.rest.subarray(1 + client.rest.readUInt32BE(1))
      }
    }
    backend.write(chunk)
  }

  backend.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    while (received.length >= 5 && received.length >= 1 + received.readUInt32BE(1)) {
      const length = 1 + received.readUInt32BE(1)
      const message = received.subarray(0, length)
      received = received.subarray(length)
      answer(message)
    }
  })

  let opening: Buffer = Buffer.alloc(0)
  function answer(message: Buffer): void {
    const ready = message[0] === READY
    if (greeting === undefined) {
      opening = Buffer.concat([opening, message])
      if (ready) greeting = opening
    }
    owner?.socket.write(message)
    if (ready && owner) owner.started = true
    if (!ready || --open > 0 || message[5] !== IDLE) return
    owner = undefined
    next()
  }

  const server = createServer({ noDelay: true }, (socket) => {
    const client: Client = { socket, pending: Buffer.alloc(0), rest: Buffer.alloc(0), started: false }
    clients.push(client)
    socket.on('error', () => undefined)
    socket.on('close', () => void clients.splice(clients.indexOf(client), 1))
    socket.on('data', (chunk) => {
      if (!client.started && greeting !== undefined) {
        client.started = true
        socket.write(greeting)
        return
      }
      if (chunk[0] === 'X'.charCodeAt(0)) return
      if (owner === client) forward(client, chunk)
      else client.pending = Buffer.concat([client.pending, chunk])
      next()
    })
  })
  const port = await listen(server)
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        backend.destroy()
        for (const client of clients) client.socket.destroy()
        server.close(() => resolve())
      }),
  }
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
