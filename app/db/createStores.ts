import type { SessionStorage } from '@shopify/shopify-app-session-storage'
import type { ApiCaller } from '../core/project/types.ts'
import { type CodeStore, createCodeStore } from './accessCodes/createCodeStore.ts'
import { type ApiKeyStore, createApiKeyStore } from './apiKeys/createApiKeyStore.ts'
import { type AuditStore, createAuditStore } from './audit/createAuditStore.ts'
import { type CollectionStore, createCollectionStore } from './collections/createCollectionStore.ts'
import { createCache } from './createCache.ts'
import type { Database } from './database.ts'
import { createGateStore, type GateStore } from './gates/createGateStore.ts'
import { createGrantStore, type GrantStore } from './grants/createGrantStore.ts'
import { createLedgerStore, type LedgerStore } from './grants/createLedgerStore.ts'
import { guardStore } from './guardStore.ts'
import { createJobStore, type JobStore } from './jobs/createJobStore.ts'
import { createLimitStore, type LimitStore } from './limits/createLimitStore.ts'
import { createListStore, type ListStore } from './lists/createListStore.ts'
import { createNonceStore, type NonceStore } from './nonces/createNonceStore.ts'
import { createOauthCodeStore, type OauthCodeStore } from './oauthCodes/createOauthCodeStore.ts'
import { createPrivacyStore, type PrivacyStore } from './privacy/createPrivacyStore.ts'
import { createProfileStore, type ProfileStore } from './profiles/createProfileStore.ts'
import { createProjectNonceStore, type ProjectNonceStore } from './projectNonces/createProjectNonceStore.ts'
import { createProjectStore, type ProjectStore } from './projects/createProjectStore.ts'
import { createProofKeyStore, type ProofKeyStore } from './proofKeys/createProofKeyStore.ts'
import type { DeriveProofKey } from './proofKeys/listProofKeys.ts'
import { createReservationStore, type ReservationStore } from './reservations/createReservationStore.ts'
import { createRevokedTokenStore, type RevokedTokenStore } from './revokedTokens/createRevokedTokenStore.ts'
import type { OpenSecret, SealSecret } from './secrets.ts'
import { createSessionStore } from './sessions/createSessionStore.ts'
import { createSettlementStore, type SettlementStore } from './settlements/createSettlementStore.ts'
import { createShopStore, type ShopStore } from './shops/createShopStore.ts'
import type { MakeSigningKey } from './signingKeys/appendSigningKey.ts'
import { createSigningKeyStore, type SigningKeyStore } from './signingKeys/createSigningKeyStore.ts'
import { createVisitStore, type VisitStore } from './visits/createVisitStore.ts'

export type CreateStoresParameters = {
  readonly db: Database
  readonly sealSecret: SealSecret
  readonly openSecret: OpenSecret
  readonly deriveProofKey: DeriveProofKey
  readonly makeSigningKey: MakeSigningKey
  /** Unix seconds. */
  readonly now: () => number
  /** Lower-case hex of that many random bytes. */
  readonly randomHex: (bytes: number) => string
  /** SHA-256 in hex. */
  readonly hashSecret: (secret: string) => string
  /** HMAC-SHA-256 under this server's secret, in hex. */
  readonly hashPersonal: (text: string) => string
}

export type Stores = {
  readonly shops: ShopStore
  readonly limits: LimitStore
  readonly lists: ListStore
  readonly nonces: NonceStore
  readonly gates: GateStore
  readonly collections: CollectionStore
  readonly accessCodes: CodeStore
  readonly projects: ProjectStore
  readonly apiKeys: ApiKeyStore
  readonly projectNonces: ProjectNonceStore
  readonly oauthCodes: OauthCodeStore
  readonly revokedTokens: RevokedTokenStore
  readonly signingKeys: SigningKeyStore
  readonly visits: VisitStore
  readonly grants: GrantStore
  readonly reservations: ReservationStore
  readonly ledger: LedgerStore
  readonly audit: AuditStore
  readonly jobs: JobStore
  readonly settlements: SettlementStore
  readonly privacy: PrivacyStore
  readonly proofKeys: ProofKeyStore
  readonly profiles: ProfileStore
  readonly sessions: SessionStorage
}

const MOST_CALLERS = 10_000

/**
 * Make every port that the database serves; what it needs of crypto comes as functions. Each call of each port throws
 * ERR_DATABASE_AWAY while the database does not answer.
 */
export function createStores(parameters: CreateStoresParameters): Stores {
  const stores = openStores(parameters)
  return Object.fromEntries(
    Object.entries(stores).map(([name, store]) => [name, guardStore(store)]),
  ) as Stores
}

function openStores(parameters: CreateStoresParameters): Stores {
  const callers = createCache<ApiCaller>({ most: MOST_CALLERS })
  return {
    shops: createShopStore(parameters),
    limits: createLimitStore(parameters),
    lists: createListStore(parameters),
    nonces: createNonceStore(parameters),
    gates: createGateStore(parameters),
    collections: createCollectionStore(parameters),
    accessCodes: createCodeStore(parameters),
    projects: createProjectStore({ ...parameters, callers }),
    apiKeys: createApiKeyStore({ ...parameters, callers }),
    projectNonces: createProjectNonceStore(parameters),
    oauthCodes: createOauthCodeStore(parameters),
    revokedTokens: createRevokedTokenStore(parameters),
    signingKeys: createSigningKeyStore(parameters),
    visits: createVisitStore(parameters),
    grants: createGrantStore(parameters),
    reservations: createReservationStore(parameters),
    ledger: createLedgerStore(parameters),
    audit: createAuditStore(parameters),
    jobs: createJobStore(parameters),
    settlements: createSettlementStore(parameters),
    privacy: createPrivacyStore(parameters),
    proofKeys: createProofKeyStore(parameters),
    profiles: createProfileStore(parameters),
    sessions: createSessionStore(parameters),
  }
}
