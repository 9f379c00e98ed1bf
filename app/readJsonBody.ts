import { InputError } from './core/errors/base.ts'

/** What a door may read of a request. A `Request` is one; at hot addresses the server hands over something lighter. */
export type DoorRequest = {
  readonly method: string
  /** Absolute. */
  readonly url: string
  readonly headers: { readonly get: (name: string) => string | null }
  readonly body: { readonly getReader: () => BodyReader } | null
}
type BodyReader = {
  readonly read: () => Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
  readonly cancel: () => Promise<void>
}

export type ReadBodyParameters = {
  readonly request: Pick<DoorRequest, 'headers' | 'body'>
  readonly maxBytes: number
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Read a request's JSON body, counting bytes as they come so that nothing large is ever held.
 *
 * @throws {InputError} ERR_BODY_TOO_LARGE, ERR_BODY_INVALID
 */
export async function readJsonBody({ request, maxBytes }: ReadBodyParameters): Promise<unknown> {
  const bytes = await readBody({ request, maxBytes })
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch {
    throw new InputError('ERR_BODY_INVALID', 'The body of the request is not JSON.', {
      hint: 'Send a JSON object with the fields this address asks for.',
    })
  }
}

/**
 * Read a request's raw body.
 *
 * @throws {InputError} ERR_BODY_TOO_LARGE, or ERR_BODY_INVALID when the client went away in the middle of it.
 */
export async function readBody({ request, maxBytes }: ReadBodyParameters): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw refuseLength(maxBytes)
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  while (reader) {
    const { done, value } = await reader.read().catch(refuseEnd)
    if (done || value === undefined) break
    length += value.length
    if (length > maxBytes) {
      await reader.cancel()
      throw refuseLength(maxBytes)
    }
    chunks.push(value)
  }
  const [only] = chunks
  return only && chunks.length === 1 ? only : Buffer.concat(chunks)
}

function refuseLength(maxBytes: number): InputError {
  return new InputError('ERR_BODY_TOO_LARGE', `The body of the request is larger than ${maxBytes} bytes.`, {
    hint: 'Send less.',
  })
}

function refuseEnd(): never {
  throw new InputError('ERR_BODY_INVALID', 'The body of the request ended before it was whole.', {
    hint: 'Send it again.',
  })
}
