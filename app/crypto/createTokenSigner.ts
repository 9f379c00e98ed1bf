import type { LoadSigningKeys, StoredSigningKey } from '../ports/signingKeys.ts'
import type { TokensPort } from '../ports/tokens.ts'
import { createKeyRing, type KeyRing, type RingKey } from './createKeyRing.ts'
import { parseJwtHeader } from './parseJwtHeader.ts'
import { signJwt } from './signJwt.ts'
import { splitJwt } from './splitJwt.ts'
import { verifyJwt } from './verifyJwt.ts'

/** Make the token port: sign ES256 with the newest published key, and accept tokens of every key that has not ended. */
export function createTokenSigner(parameters: {
  loadKeys: LoadSigningKeys
  /** Unix seconds. */
  now: () => number
}): TokensPort {
  const { loadKeys, now } = parameters
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
      const ring = await load(false)
      return signJwt({ claims, ...ring.signer(now()) })
    },
    verify: async (token) => {
      const jwt = splitJwt(token)
      if (!jwt) return null
      const key = await findKey(jwt.header)
      return key && isLiving(key) ? verifyJwt({ jwt, key: key.publicKey }) : null
    },
    listPublicKeys: async () => {
      const ring = await load(false)
      return ring.keys.filter(isLiving).map(({ jwk }) => jwk)
    },
  }
}
