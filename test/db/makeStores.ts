import { createRandomHex } from '../../app/crypto/createRandomHex.ts'
import { createSigningKey } from '../../app/crypto/createSigningKey.ts'
import { decryptSecret } from '../../app/crypto/decryptSecret.ts'
import { deriveProofKey } from '../../app/crypto/deriveProofKey.ts'
import { encryptSecret } from '../../app/crypto/encryptSecret.ts'
import { hashSecret } from '../../app/crypto/hashSecret.ts'
import { hmacSha256 } from '../../app/crypto/hmacSha256.ts'
import { type CreateStoresParameters, createStores, type Stores } from '../../app/db/createStores.ts'
import type { Database } from '../../app/db/database.ts'

const secret = 'a secret of the tests, long enough'

/** Decrypts secrets that the stores of `makeStores` have encrypted. */
export const openTestSecret: CreateStoresParameters['decryptSecret'] = (parameters) =>
  decryptSecret({ ...parameters, secret })

/** The ports of a database, with the real crypto. */
export function makeStores(db: Database, changes: Partial<CreateStoresParameters> = {}): Stores {
  return createStores({
    db,
    deriveProofKey,
    createRandomHex,
    hashSecret,
    hashPersonal: (message) => hmacSha256({ secret, message, encoding: 'hex' }),
    createSigningKey,
    now: () => 1_790_000_000,
    encryptSecret: (parameters) => encryptSecret({ ...parameters, secret }),
    decryptSecret: (parameters) => decryptSecret({ ...parameters, secret }),
    ...changes,
  })
}
