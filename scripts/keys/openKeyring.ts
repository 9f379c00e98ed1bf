import { setOwnChains } from '../../app/core/chain/ownChains.ts'
import { SetupError } from '../../app/core/errors/base.ts'
import { createRandomHex } from '../../app/crypto/createRandomHex.ts'
import { deriveProofKey } from '../../app/crypto/proofs.ts'
import { decryptSecret, encryptSecret, hashSecret, hmacSha256 } from '../../app/crypto/secrets.ts'
import { createSigningKey } from '../../app/crypto/signingKeys.ts'
import { createStores } from '../../app/db/createStores.ts'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { readDatabaseSettings } from '../../app/db/readDatabaseSettings.ts'
import type { Needs } from '../../app/flows/context.ts'
import { checkEmbedded } from '../checkEmbedded.ts'

/** The ports that the commands use. */
export type Keyring = Needs<
  | 'now'
  | 'createRandomHex'
  | 'hashSecret'
  | 'shops'
  | 'projects'
  | 'apiKeys'
  | 'signingKeys'
  | 'revokedTokens'
  | 'hashPersonal'
  | 'describeContract'
  | 'proofKeys'
  | 'counter'
  | 'privacy'
  | 'jobs'
>

const SECRET_MIN = 32

/**
 * Open the database with the server's settings. Chains are read if RPC_URL_… is set.
 *
 * @throws {SetupError} ERR_ENVIRONMENT, ERR_DATABASE_LOCKED, ERR_MIGRATION
 */
export async function openKeyring(
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ keyring: Keyring; close: () => Promise<void> }> {
  const secret = env.PALISADE_SECRET ?? ''
  if (secret.length < SECRET_MIN) {
    throw new SetupError('ERR_ENVIRONMENT', 'PALISADE_SECRET is missing or too short.', {
      hint: 'Set it to the value that the server uses: at least 32 characters.',
    })
  }
  const now = () => Math.floor(Date.now() / 1000)
  // Few commands read a chain, and loading that code takes most of a command's time.
  const describeContract: Keyring['describeContract'] = async (parameters) => {
    const { openChains } = await import('../../app/chains/openChains.ts')
    const { readOwnChains } = await import('../../app/chains/readOwnChains.ts')
    setOwnChains(await readOwnChains(env))
    const chains = openChains({ env, ensGateways: [], now, warn: () => undefined })
    return chains.describeContract(parameters)
  }
  const hashPersonal = (message: string) => hmacSha256({ secret, message, encoding: 'hex' })
  const settings = readDatabaseSettings({ env })
  checkEmbedded({ settings, env })
  const db = await openDatabase(settings)
  const stores = createStores({
    db,
    encryptSecret: (parameters) => encryptSecret({ ...parameters, secret }),
    decryptSecret: (parameters) => decryptSecret({ ...parameters, secret }),
    deriveProofKey,
    createSigningKey,
    now,
    createRandomHex,
    hashSecret,
    hashPersonal,
  })
  const keyring = { ...stores, now, createRandomHex, hashSecret, hashPersonal, describeContract }
  return { keyring, close: () => db.close() }
}
