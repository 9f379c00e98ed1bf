import { InputError } from '../../core/errors/base.ts'
import type { DoorRequest } from '../../readJsonBody.ts'

type Headers = DoorRequest['headers']

/**
 * Read the key of a request that may be repeated, quoted or not.
 * @throws {InputError} ERR_IDEMPOTENCY_KEY
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07#section-2
 */
export function readIdempotencyKey(headers: Headers): string {
  const text = headers.get('idempotency-key')?.trim() ?? ''
  const [, quoted] = /^"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"$/.exec(text) ?? []
  const key = quoted ?? (/^[\x21\x23-\x5b\x5d-\x7e]{1,255}$/.test(text) ? text : '')
  if (key !== '') return key
  throw new InputError(
    'ERR_IDEMPOTENCY_KEY',
    text === ''
      ? 'A request that creates something needs the header Idempotency-Key.'
      : 'The Idempotency-Key must have 1 to 255 printable ASCII characters, without quotes and backslashes inside.',
    { hint: 'Send a new UUID with each new request, and the same one when you repeat a request.' },
  )
}

/**
 * Read which versions of a gate the caller knows; null if it does not say, or accepts any. A weak tag matches none.
 * @throws {InputError} ERR_IF_MATCH_NEEDED if the header cannot be read
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 */
export function readKnownTags(headers: Headers): readonly string[] | null {
  const text = headers.get('if-match')?.trim() ?? ''
  if (text === '' || text === '*') return null
  const tags = text.split(',').map((tag) => tag.trim())
  if (tags.some((tag) => !/^(?:W\/)?"[\x21\x23-\x7e]*"$/.test(tag)))
    throw neededTag('The header If-Match must have ETags in double quotes.')
  return tags
}

/** Read which versions of a gate the caller knows. @throws {InputError} ERR_IF_MATCH_NEEDED if it does not say */
export function readNeededTags(headers: Headers): readonly string[] {
  const tags = readKnownTags(headers)
  if (tags === null) throw neededTag('A request that changes a gate needs the header If-Match with its ETag.')
  return tags
}

function neededTag(sentence: string): InputError {
  return new InputError('ERR_IF_MATCH_NEEDED', sentence, {
    hint: 'Read the gate first, and send the ETag of that answer, with its quotes.',
  })
}
