import { createRandomHex } from '../../app/crypto/createRandomHex.ts'
import { deriveProofKey } from '../../app/crypto/proofs.ts'
import { decryptSecret, encryptSecret, hashSecret, hmacSha256 } from '../../app/crypto/secrets.ts'
import { createSigningKey } from '../../app/crypto/signingKeys.ts'
import { type CreateStoresParameters, createStores, type Stores } from '../../app/db/createStores.ts'
import type { Database } from '../../app/db/database.ts'

/** What the stores of `makeStores` encrypt with. */
export const TEST_SECRET = 'a secret of the tests, long enough'
const secret = TEST_SECRET

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
