import { connect } from 'node:net'

export type SendBytesParameters = {
  readonly host: string
  readonly port: number
  readonly bytes: string | Uint8Array
}
export type ReceivedAnswer = {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Send a request byte for byte, and read the one answer. */
export async function sendBytes({ host, port, bytes }: SendBytesParameters): Promise<ReceivedAnswer> {
  const socket = connect({ host, port })
  try {
    socket.write(bytes)
    let received = Buffer.alloc(0)
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk as Buffer])
      const answer = readAnswer(received)
      if (answer) return answer
    }
    throw new Error(`The connection ended within an answer: ${received.toString('latin1')}`)
  } finally {
    socket.destroy()
  }
}

/** The complete answer, else null. */
function readAnswer(received: Buffer): ReceivedAnswer | null {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [first = '', ...lines] = received.toString('latin1', 0, end).split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  const rest = received.subarray(end + 4)
  const status = Number(first.split(' ')[1])
  const length = headers.get('content-length')
  if (length !== undefined) {
    return rest.length < Number(length)
      ? null
      : { status, headers, body: rest.toString('utf8', 0, Number(length)) }
  }
  if (headers.get('transfer-encoding') === 'chunked') {
    const body = readChunks(rest)
    return body && { status, headers, body: body.toString('utf8') }
  }
  return status === 204 || status === 304 ? { status, headers, body: '' } : null
}

function readChunks(bytes: Buffer): Buffer | null {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\r\n', at)
    if (line < 0) return null
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    const end = line + 2 + size
    if (bytes.length < end + 2) return null
    if (size === 0) return Buffer.concat(chunks)
    chunks.push(bytes.subarray(line + 2, end))
    at = end + 2
  }
}
