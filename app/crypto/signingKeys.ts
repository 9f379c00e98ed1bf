import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import type { PublicSigningKey } from '../core/accessToken/types.ts'
import type { LoadSigningKeys, StoredSigningKey } from '../ports/signingKeys.ts'
import type { TokensPort } from '../ports/tokens.ts'
import { formatJwtHeader, parseJwtHeader, signJwt, splitJwt, verifyJwt } from './jwt.ts'
import { readPublicPoint } from './readPublicPoint.ts'

/** Make the token port: sign ES256 with the newest published key, and accept tokens of every key that has not ended. */
export function createTokenSigner(parameters: {
  loadKeys: LoadSigningKeys
  /** Unix seconds. */
  now: () => number
  /** Throws if this machine's clock is wrong: tokens would begin and end with it. */
  checkClock?: () => Promise<void>
}): TokensPort {
  const { loadKeys, now, checkClock = async () => undefined } = parameters
  let made: { readonly loaded: readonly StoredSigningKey[]; readonly ring: KeyRing } | undefined
  const load = async (isFresh: boolean): Promise<KeyRing> => {
    const loaded = await loadKeys({ now: now(), isFresh })
    if (made?.loaded !== loaded) made = { loaded, ring: createKeyRing({ loaded }) }
    return made.ring
  }

  // Another process may have signed with a key made a moment ago, so an unknown id loads the keys anew. Invented ids
  // cause at most one load a second.
  let reload: { readonly at: number; readonly ring: Promise<KeyRing> } | undefined
  const loadAnew = (): Promise<KeyRing> => {
    if (reload?.at !== now()) reload = { at: now(), ring: load(true) }
    return reload.ring
  }
  const findKey = async (header: string): Promise<RingKey | null> => {
    const ring = await load(false)
    const known = ring.find(header)
    if (known) return known
    return parseJwtHeader(header) === null ? null : (await loadAnew()).find(header)
  }
  const isLiving = ({ endsAt }: RingKey): boolean => endsAt === null || endsAt > now()

  return {
    sign: async (claims) => {
      await checkClock()
      const ring = await load(false)
      return signJwt({ claims, ...ring.signer(now()) })
    },
    signReceipt: async (claims) => {
      await checkClock()
      const { receiptHeader: header, key } = (await load(false)).signer(now())
      return signJwt({ claims, header, key })
    },
    verify: async (token) => {
      const jwt = splitJwt(token)
      if (!jwt) return null
      await checkClock()
      const key = await findKey(jwt.header)
      return key && isLiving(key) ? verifyJwt({ jwt, key: key.publicKey }) : null
    },
    listPublicKeys: async () => {
      const ring = await load(false)
      return ring.keys.filter(isLiving).map(({ jwk }) => jwk)
    },
  }
}

type CreateSigningKeyResult = {
  /** PKCS #8. */
  readonly privateKey: Uint8Array
  readonly publicKey: PublicSigningKey
}

/** Make a key that signs tokens with ES256. */
export function createSigningKey(): CreateSigningKeyResult {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }),
    publicKey: formatPublicKey({ publicKey }),
  }
}

/**
 * Format a P-256 public key as a JWK for JWKS. Its id is the thumbprint, so that no ids have to be assigned.
 *
 * @throws {RangeError} when it is another kind of key.
 * @see https://www.rfc-editor.org/rfc/rfc7638
 */
export function formatPublicKey({ publicKey }: { publicKey: KeyObject }): PublicSigningKey {
  const point = readPublicPoint(publicKey)
  if (!point) throw new RangeError('A signing key must be on the curve P-256.')
  const [kty, crv, { x, y }] = ['EC', 'P-256', point] as const
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
  return { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' }
}

type RingKey = {
  readonly header: string
  readonly publicKey: KeyObject
  readonly jwk: PublicSigningKey
  readonly endsAt: number | null
}

/** Parsed signing keys. */
type KeyRing = {
  /** Newest first. */
  readonly keys: readonly RingKey[]
  /** Find the key that a token's header names; null when the header is not one of ours or names none of these. */
  readonly find: (header: string) => RingKey | null
  /**
   * The newest valid key that is known everywhere, so made at least 90 seconds ago; if there is none, the newest key.
   * Its private part is decrypted on first use.
   */
  readonly signer: (now: number) => {
    readonly header: string
    readonly receiptHeader: string
    readonly key: KeyObject
  }
}

/** Parse stored keys, given newest first. @throws {RangeError} when there is none. */
function createKeyRing({ loaded }: { loaded: readonly StoredSigningKey[] }): KeyRing {
  const [newest] = loaded
  if (!newest) throw new RangeError('There is no signing key.')
  const signers = new Map<StoredSigningKey, ReturnType<KeyRing['signer']>>()
  const keys = loaded.map(({ publicKey, endsAt }): RingKey => {
    const key = createPublicKey({ key: publicKey, format: 'jwk' })
    return { header: formatJwtHeader({ kid: publicKey.kid }), publicKey: key, jwk: publicKey, endsAt }
  })
  // All tokens that this app signs with a key have the same header: one look-up replaces decoding base64 and JSON.
  const byHeader = new Map(keys.map((key) => [key.header, key]))
  const byId = new Map(keys.map((key) => [key.jwk.kid, key]))
  return {
    keys,
    find: (header) => byHeader.get(header) ?? byId.get(parseJwtHeader(header) ?? '') ?? null,
    signer: (now) => {
      const old = loaded.find(({ createdAt, endsAt }) => isKnown(createdAt, now) && (endsAt ?? now + 1) > now)
      const chosen = old ?? newest
      const known = signers.get(chosen)
      if (known) return known
      const der = Buffer.from(chosen.openPrivateKey())
      const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
      const { kid } = chosen.publicKey
      const receiptHeader = formatJwtHeader({ kid, typ: 'receipt+jwt' })
      const made = { header: formatJwtHeader({ kid }), receiptHeader, key }
      signers.set(chosen, made)
      return made
    },
  }
}

/** Seconds until a new key is known everywhere: a minute of HTTP caching of the JWKS, and the caches of processes. */
const PUBLISHED_SECONDS = 90

function isKnown(createdAt: number, now: number): boolean {
  return now - createdAt >= PUBLISHED_SECONDS
}
