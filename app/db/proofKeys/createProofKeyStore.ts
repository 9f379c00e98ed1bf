import type { ShopId } from '../../core/gate/types.ts'
import type { ProofKey } from '../../core/proofKey/types.ts'
import type { Database } from '../database.ts'
import type { OpenSecret } from '../secrets.ts'
import { type DeriveProofKey, listProofKeys } from './listProofKeys.ts'

export type CreateProofKeyStoreParameters = {
  readonly db: Database
  readonly openSecret: OpenSecret
  readonly deriveProofKey: DeriveProofKey
}

export type ProofKeyStore = {
  readonly list: (parameters: { shopId: ShopId }) => Promise<ProofKey[]>
}

/** Make the proof key port. */
export function createProofKeyStore(parameters: CreateProofKeyStoreParameters): ProofKeyStore {
  return { list: ({ shopId }) => listProofKeys({ ...parameters, shopId }) }
}
