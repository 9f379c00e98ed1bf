import { deriveProofKey } from '../../app/crypto/deriveProofKey.ts'
import { hashSecret } from '../../app/crypto/hashSecret.ts'
import { hmacSha256 } from '../../app/crypto/hmacSha256.ts'
import { makeSigningKey } from '../../app/crypto/makeSigningKey.ts'
import { openSecret } from '../../app/crypto/openSecret.ts'
import { randomHex } from '../../app/crypto/randomHex.ts'
import { sealSecret } from '../../app/crypto/sealSecret.ts'
import { type CreateStoresParameters, createStores, type Stores } from '../../app/db/createStores.ts'
import type { Database } from '../../app/db/database.ts'

const secret = 'a secret of the tests, long enough'

/** Decrypts secrets that the stores of `makeStores` have encrypted. */
export const openTestSecret: CreateStoresParameters['openSecret'] = (parameters) =>
  openSecret({ ...parameters, secret })

/** The ports of a database, with the real crypto. */
export function makeStores(db: Database, changes: Partial<CreateStoresParameters> = {}): Stores {
  return createStores({
    db,
    deriveProofKey,
    randomHex,
    hashSecret,
    hashPersonal: (message) => hmacSha256({ secret, message, encoding: 'hex' }),
    makeSigningKey,
    now: () => 1_790_000_000,
    sealSecret: (parameters) => sealSecret({ ...parameters, secret }),
    openSecret: (parameters) => openSecret({ ...parameters, secret }),
    ...changes,
  })
}
