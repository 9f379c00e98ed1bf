import { InputError } from './core/errors/base.ts'
import { createBodyError } from './parseBody.ts'

/** The part of a `Request` that doors read. At hot URLs the server passes a lighter object. */
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
 * Read a request's JSON body. It counts the bytes as they arrive, so that a large body is never held in memory.
 *
 * @throws {InputError} ERR_BODY_TOO_LARGE, ERR_BODY_INVALID
 */
export async function readJsonBody({ request, maxBytes }: ReadBodyParameters): Promise<unknown> {
  const bytes = await readBody({ request, maxBytes })
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch {
    throw createBodyError('the body is not JSON')
  }
}

/**
 * Read a request's raw body.
 *
 * @throws {InputError} ERR_BODY_TOO_LARGE, or ERR_BODY_INVALID when the client disconnects before the end
 */
export async function readBody({ request, maxBytes }: ReadBodyParameters): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw createLengthError(maxBytes)
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  while (reader) {
    const { done, value } = await reader.read().catch(throwEndError)
    if (done || value === undefined) break
    length += value.length
    if (length > maxBytes) {
      await reader.cancel()
      throw createLengthError(maxBytes)
    }
    chunks.push(value)
  }
  const [only] = chunks
  return only && chunks.length === 1 ? only : Buffer.concat(chunks)
}

function createLengthError(maxBytes: number): InputError {
  return new InputError('ERR_BODY_TOO_LARGE', `The request body has more than ${maxBytes} bytes.`, {
    hint: 'Send a smaller body.',
  })
}

function throwEndError(): never {
  throw createBodyError('the body ended too early', 'Send it again.')
}
