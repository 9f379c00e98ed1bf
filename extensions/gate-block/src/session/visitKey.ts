import { composeSignedText } from '../../../../app/core/visitKey/composeSignedText.ts'
import type { SignedRequest, VisitKey } from '../../../../app/core/visitKey/types.ts'
import { readClock } from './readClock.ts'

/** The key that signs a visit's requests. Nothing can read its secret part, not even this page. */
export type BrowserKey = {
  readonly secret: CryptoKey
  readonly key: VisitKey
  /** Until when it is stored, in unix seconds; absent for a key of this page alone. */
  readonly until?: number
}

/** The key of this page: until a visit begins with it, and in a browser that cannot store it. */
let own: Promise<BrowserKey | null> | undefined

/** Find the key of the visit: that of all pages and tabs, or of this page; null if there is none. */
export async function findKey(): Promise<BrowserKey | null> {
  const stored = await runInStore((store): IDBRequest<BrowserKey | undefined> => store.get(0)).catch(
    () => null,
  )
  // Some browsers lose the secret part, and a script of the page may have stored one that it can read.
  const isOurs = stored?.secret?.extractable === false && Number(stored.until) > readClock()
  return isOurs ? stored : ((await own) ?? null)
}

/**
 * Load the key of a login: that of the visit to which a wallet is added, else a new one; null in a browser without keys.
 * From the nonce to its unlock it is the same, whatever other tabs do.
 */
export async function loadKey(): Promise<BrowserKey | null> {
  own ??= (await findKey()) ? undefined : createKey().catch(() => null)
  return own ?? findKey()
}

/** As long as a visit of wallets. */
const KEY_SECONDS = 2 * 60 * 60

/** Store a key for all pages and tabs. @throws in a browser that forbids that, or takes too long */
export async function writeKey(key: BrowserKey, seconds = KEY_SECONDS): Promise<void> {
  await runInStore((store) => store.put({ ...key, until: readClock() + seconds }, 0))
  own = undefined
}

/** Forget the key. */
export function removeKey(): Promise<void> {
  return runInStore((store) => store.clear()).catch(() => {})
}

/** Sign a request. */
export async function signRequest(
  { secret, key }: BrowserKey,
  request: Pick<SignedRequest, 'path' | 'at' | 'text'>,
): Promise<object> {
  const bytes = new TextEncoder().encode(composeSignedText(request))
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm, secret, bytes))
  const { at, text } = request
  return { request: text, at, key, signature: btoa(String.fromCharCode(...signature)) }
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

async function createKey(): Promise<BrowserKey> {
  const { subtle } = crypto
  const { privateKey, publicKey } = await subtle.generateKey(algorithm, false, ['sign'])
  const { x, y } = (await subtle.exportKey('jwk', publicKey)) as VisitKey
  return { secret: privateKey, key: { x, y } }
}

/** A store that takes longer than this does not answer at all. */
const STORE_MS = 2000

function runInStore<T>(run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(reject, STORE_MS)
    const opening = indexedDB.open('palisade')
    opening.onerror = reject
    opening.onupgradeneeded = () => opening.result.createObjectStore('keys')
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('keys', 'readwrite')
      const asked = run(transaction.objectStore('keys'))
      // Complete, not merely successful: the page may be left at once.
      transaction.oncomplete = () => resolve(asked.result)
    }
  })
}
