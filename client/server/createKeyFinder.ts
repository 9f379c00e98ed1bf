import { PalisadeError } from './PalisadeError.ts'
import type { ReadOptions } from './readOptions.ts'
import { sendRequest } from './sendRequest.ts'
import type { PublicKey, PublicKeySet } from './verifyJwt.ts'

/** A rotation is noticed by its new key. This limits how long a key that was withdrawn still counts. */
const MOST_AGE_MS = 600_000
/** Tokens with invented key ids cause at most one request in this time. */
const REST_MS = 30_000

/**
 * Create a function that finds the server's public key of an id. It fetches the keys once, again when they are ten
 * minutes old, and when a token names a new one.
 * @throws {PalisadeError} if the keys cannot be read
 */
export function createKeyFinder(options: ReadOptions): (kid: string) => Promise<PublicKey | null> {
  let read: { readonly at: number; readonly keys: readonly PublicKey[] } | null = null
  let reading: Promise<readonly PublicKey[]> | null = null
  const find = (keys: readonly PublicKey[], kid: string) => keys.find((key) => key.kid === kid) ?? null
  const readAnew = async (): Promise<readonly PublicKey[]> => {
    const keys = await readKeys(options)
    read = { at: performance.now(), keys }
    return keys
  }
  return async (kid) => {
    const age = read ? performance.now() - read.at : Number.POSITIVE_INFINITY
    const known = read && age < MOST_AGE_MS ? find(read.keys, kid) : null
    if (known || (read && age < REST_MS)) return known
    reading ??= readAnew().finally(() => {
      reading = null
    })
    return find(await reading, kid)
  }
}

async function readKeys(options: ReadOptions): Promise<readonly PublicKey[]> {
  const { keys } = await sendRequest<Partial<PublicKeySet>>({
    options,
    path: ['.well-known', 'jwks.json'],
  })
  if (Array.isArray(keys)) return keys
  const message = 'The answer has no list of keys, so the token is not verified. Check the option "url".'
  throw new PalisadeError({ code: 'ERR_CLIENT_ANSWER', message, status: 200 })
}
