import type { ShopId } from '../../core/gate/types.ts'
import type { ProofKey, StandingKey } from '../../core/proofKey/types.ts'
import type { Database } from '../database.ts'
import type { OpenSecret } from '../secrets.ts'
import { endOlderKeys } from './endOlderKeys.ts'
import { findLastProofEnd } from './findLastProofEnd.ts'
import { type DeriveProofKey, listProofKeys } from './listProofKeys.ts'
import { listStandingKeys } from './listStandingKeys.ts'
import { type RotateProofKeysParameters, rotateProofKeys } from './rotateProofKeys.ts'
import { signWithKey } from './signWithKey.ts'

export type CreateProofKeyStoreParameters = {
  readonly db: Database
  readonly openSecret: OpenSecret
  readonly deriveProofKey: DeriveProofKey
}

type OfEpoch = { readonly shopId: ShopId; readonly epoch: string }

export type ProofKeyStore = {
  readonly list: (parameters: { shopId: ShopId }) => Promise<ProofKey[]>
  readonly listStanding: (parameters: { shopId: ShopId }) => Promise<StandingKey[]>
  readonly rotate: (parameters: Omit<RotateProofKeysParameters, 'db'>) => Promise<boolean>
  readonly sign: (parameters: OfEpoch & { at: number }) => Promise<void>
  readonly endOlder: (parameters: OfEpoch & { at: number }) => Promise<void>
  readonly findLastProofEnd: (parameters: OfEpoch) => Promise<number | null>
}

/** Make the proof key port. */
export function createProofKeyStore(parameters: CreateProofKeyStoreParameters): ProofKeyStore {
  const { db } = parameters
  return {
    list: (one) => listProofKeys({ ...parameters, ...one }),
    listStanding: (one) => listStandingKeys({ db, ...one }),
    rotate: (one) => rotateProofKeys({ db, ...one }),
    sign: (one) => signWithKey({ db, ...one }),
    endOlder: (one) => endOlderKeys({ db, ...one }),
    findLastProofEnd: (one) => findLastProofEnd({ db, ...one }),
  }
}
