import { InputError } from './core/errors/base.ts'

/**
 * Read a request's JSON body, counting bytes as they come so that nothing large is ever held.
 *
 * @throws {InputError} ERR_BODY_TOO_LARGE, ERR_BODY_INVALID
 */
export async function readJsonBody({
  request,
  maxBytes,
}: {
  request: Request
  maxBytes: number
}): Promise<unknown> {
  const bytes = await readBody({ request, maxBytes })
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new InputError('ERR_BODY_INVALID', 'The body of the request is not JSON.', {
      hint: 'Send a JSON object with the fields this address asks for.',
    })
  }
}

/** Read a request's raw body. @throws {InputError} ERR_BODY_TOO_LARGE */
export async function readBody({
  request,
  maxBytes,
}: {
  request: Request
  maxBytes: number
}): Promise<Uint8Array> {
  const tooLarge = () =>
    new InputError('ERR_BODY_TOO_LARGE', `The body of the request is larger than ${maxBytes} bytes.`, {
      hint: 'Send less.',
    })
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > maxBytes) {
      await reader.cancel()
      throw tooLarge()
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks)
}
