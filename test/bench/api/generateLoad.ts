import { connect, type Socket } from 'node:net'

/*
 * A load client in a separate process, so that its cost falls on no server. It uses raw keep-alive connections with one
 * request at a time on each, and parses answers by hand. It gets its orders over IPC.
 */

/** One round: every request is sent once, byte for byte. */
export type LoadOrder = {
  readonly port: number
  readonly connections: number
  readonly requests: readonly string[]
  /** Whether to return the answers' bodies, in the order of the requests. */
  readonly keepBodies: boolean
}
export type LoadReport = {
  readonly seconds: number
  /** Number of answers by status. */
  readonly statuses: Readonly<Record<string, number>>
  readonly bodies: readonly string[]
}

const HEAD_END = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n')

process.on('message', (order: LoadOrder) => void run(order).then((report) => process.send?.(report)))
process.on('disconnect', () => process.exit(0))

async function run({ port, connections, requests, keepBodies }: LoadOrder): Promise<LoadReport> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)))
  const bytes = requests.map((request) => Buffer.from(request))
  const statuses: Record<string, number> = {}
  const bodies: string[] = keepBodies ? new Array<string>(requests.length).fill('') : []
  let next = 0
  const started = process.hrtime.bigint()
  await Promise.all(
    sockets.map(async (socket) => {
      const ask = converse(socket)
      for (let i = next++; i < bytes.length; i = next++) {
        const { status, body } = await ask(bytes[i] ?? Buffer.alloc(0))
        statuses[status] = (statuses[status] ?? 0) + 1
        if (keepBodies) bodies[i] = body()
      }
    }),
  )
  const seconds = Number(process.hrtime.bigint() - started) / 1e9
  for (const socket of sockets) socket.destroy()
  return { seconds, statuses, bodies }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

type Answer = { readonly status: string; readonly body: () => string }

/** Send requests on one connection; each promise resolves with the complete answer. */
function converse(socket: Socket): (request: Buffer) => Promise<Answer> {
  let received: Buffer = Buffer.alloc(0)
  let settle: ((answer: Answer) => void) | undefined
  let fail: ((error: Error) => void) | undefined
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const answer = parseAnswer(received)
    if (answer === null) return
    received = Buffer.alloc(0)
    settle?.(answer)
  })
  socket.on('close', () => fail?.(new Error('The server closed a keep-alive connection.')))
  socket.on('error', (error) => fail?.(error))
  return (request) =>
    new Promise((resolve, reject) => {
      settle = resolve
      fail = reject
      socket.write(request)
    })
}

/** The answer, or null while it is incomplete. */
function parseAnswer(bytes: Buffer): Answer | null {
  const headEnd = bytes.indexOf(HEAD_END)
  if (headEnd < 0) return null
  const head = bytes.toString('latin1', 0, headEnd)
  const bodyStart = headEnd + HEAD_END.length
  const status = head.slice(9, 12)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) {
    const bodyEnd = bodyStart + Number(length)
    return bytes.length < bodyEnd ? null : { status, body: () => bytes.toString('utf8', bodyStart, bodyEnd) }
  }
  if (bytes.indexOf(LAST_CHUNK, headEnd) < 0) return null
  return { status, body: () => joinChunks(bytes.subarray(bodyStart)) }
}

function joinChunks(bytes: Buffer): string {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    if (!(size > 0)) return Buffer.concat(parts).toString()
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
}
