import type { SessionStorage } from '@shopify/shopify-app-session-storage'
import type { Database } from './database.ts'
import { createGateStore, type GateStore } from './gates/createGateStore.ts'
import { createGrantStore, type GrantStore } from './grants/createGrantStore.ts'
import { createLimitStore, type LimitStore } from './limits/createLimitStore.ts'
import { createNonceStore, type NonceStore } from './nonces/createNonceStore.ts'
import { createProfileStore, type ProfileStore } from './profiles/createProfileStore.ts'
import { createProofKeyStore, type ProofKeyStore } from './proofKeys/createProofKeyStore.ts'
import type { DeriveProofKey } from './proofKeys/listProofKeys.ts'
import type { OpenSecret, SealSecret } from './secrets.ts'
import { createSessionStore } from './sessions/createSessionStore.ts'
import { createShopStore, type ShopStore } from './shops/createShopStore.ts'
import { createVisitStore, type VisitStore } from './visits/createVisitStore.ts'

export type CreateStoresParameters = {
  readonly db: Database
  readonly sealSecret: SealSecret
  readonly openSecret: OpenSecret
  readonly deriveProofKey: DeriveProofKey
  /** Lower-case hex of that many random bytes. */
  readonly randomHex: (bytes: number) => string
  /** SHA-256 in hex. */
  readonly hashSecret: (secret: string) => string
}

export type Stores = {
  readonly shops: ShopStore
  readonly limits: LimitStore
  readonly nonces: NonceStore
  readonly gates: GateStore
  readonly visits: VisitStore
  readonly grants: GrantStore
  readonly proofKeys: ProofKeyStore
  readonly profiles: ProfileStore
  readonly sessions: SessionStorage
}

/** Make every port that the database serves; what it needs of crypto comes as functions. */
export function createStores(parameters: CreateStoresParameters): Stores {
  return {
    shops: createShopStore(parameters),
    limits: createLimitStore(parameters),
    nonces: createNonceStore(parameters),
    gates: createGateStore(parameters),
    visits: createVisitStore(parameters),
    grants: createGrantStore(parameters),
    proofKeys: createProofKeyStore(parameters),
    profiles: createProfileStore(parameters),
    sessions: createSessionStore(parameters),
  }
}
