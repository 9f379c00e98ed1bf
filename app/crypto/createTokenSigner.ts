import type { PublicSigningKey } from '../core/accessToken/types.ts'
import { type KeyRing, type LoadedKey, makeKeyRing, type RingKey } from './makeKeyRing.ts'
import { parseJwtHeader } from './parseJwtHeader.ts'
import { signJwt } from './signJwt.ts'
import { splitJwt } from './splitJwt.ts'
import { verifyJwt } from './verifyJwt.ts'

export type CreateTokenSignerParameters = {
  /** All keys, newest first; the same array as long as nothing was read anew. `isFresh` reads them now. */
  readonly loadKeys: (parameters: { now: number; isFresh: boolean }) => Promise<readonly LoadedKey[]>
  /** Unix seconds. */
  readonly now: () => number
}

export type TokenSigner = {
  readonly sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>
  readonly verify: (token: string) => Promise<Readonly<Record<string, unknown>> | null>
  readonly listPublicKeys: () => Promise<PublicSigningKey[]>
}

/** Make the token port: ES256 under the newest key, believed from every key that has not ended. */
export function createTokenSigner({ loadKeys, now }: CreateTokenSignerParameters): TokenSigner {
  let made: { readonly loaded: readonly LoadedKey[]; readonly ring: KeyRing } | undefined
  const load = async (isFresh: boolean): Promise<KeyRing> => {
    const loaded = await loadKeys({ now: now(), isFresh })
    if (made?.loaded !== loaded) made = { loaded, ring: makeKeyRing({ loaded }) }
    return made.ring
  }

  // A token of another process may be signed with a key made a moment ago. Made-up ids cost one reading a second.
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
