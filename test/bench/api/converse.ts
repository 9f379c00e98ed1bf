import { connect, type Socket } from 'node:net'

const HEAD_END = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n')

/** Open a connection to a port of this machine. */
export function openConnection(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

export type Answer = {
  readonly status: string
  /** The status line and the headers. */
  readonly head: string
  readonly body: () => string
}

/** Send requests on one connection; each promise resolves with the complete answer. */
export function converse(socket: Socket): (request: Buffer) => Promise<Answer> {
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
    return bytes.length < bodyEnd
      ? null
      : { status, head, body: () => bytes.toString('utf8', bodyStart, bodyEnd) }
  }
  if (bytes.indexOf(LAST_CHUNK, headEnd) < 0) return null
  return { status, head, body: () => joinChunks(bytes.subarray(bodyStart)) }
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
