import type { ApiCaller } from '../core/project/types.ts'
import { createAccessCodesPort } from './accessCodes.ts'
import { createApiKeysPort } from './apiKeys.ts'
import { createAuditPort } from './audit.ts'
import { createCollectionsPort } from './collections.ts'
import { createCounterPort } from './counter.ts'
import { createCache } from './createCache.ts'
import { createGuardedStore, createStateWarning } from './createGuardedStore.ts'
import { createCustomersPort } from './customers.ts'
import type { Database } from './database.ts'
import { createFaultsPort } from './faults.ts'
import { createFlowRunsPort } from './flowRuns.ts'
import { createGateRequestsPort } from './gateRequests.ts'
import { createGatesPort } from './gates.ts'
import { createGrantsPort } from './grants.ts'
import { createGuidesPort } from './guides.ts'
import { createJobsPort } from './jobs.ts'
import { createMemory } from './known/createMemory.ts'
import { createLedgerPort } from './ledger.ts'
import { createLeases } from './limits.ts'
import { createListsPort } from './lists.ts'
import { createMembersPort } from './members.ts'
import { createMessagesPort } from './messages.ts'
import { createNoncesPort } from './nonces.ts'
import { createNumbersPort } from './numbers.ts'
import { createOauthCodesPort } from './oauthCodes.ts'
import { createPrivacyPort } from './privacy.ts'
import { createProfilesPort } from './profiles.ts'
import { createProjectNoncesPort } from './projectNonces.ts'
import { createProjectsPort } from './projects.ts'
import { createProofKeysPort } from './proofKeys.ts'
import { createReceiptsPort } from './receipts.ts'
import { createReceiversPort } from './receivers.ts'
import { createReservationsPort } from './reservations.ts'
import { createRevokedTokensPort } from './revokedTokens.ts'
import type { CreateSigningKey, DecryptSecret, DeriveProofKey, EncryptSecret } from './secrets.ts'
import { createSessionStorage, createSessionsPort } from './sessions.ts'
import { createSettlementsPort } from './settlements.ts'
import { createShopsPort } from './shops.ts'
import { createSigningKeysPort } from './signingKeys.ts'
import { createStaffPort } from './staff.ts'
import { createStaffPassesPort } from './staffPasses.ts'
import { createTraitsPort } from './traits.ts'
import { createVisitsPort } from './visits.ts'

export type CreateStoresParameters = {
  readonly db: Database
  readonly encryptSecret: EncryptSecret
  readonly decryptSecret: DecryptSecret
  readonly deriveProofKey: DeriveProofKey
  readonly createSigningKey: CreateSigningKey
  /** Unix seconds. */
  readonly now: () => number
  /** Lower-case hex of this number of random bytes. */
  readonly createRandomHex: (bytes: number) => string
  /** SHA-256 in hex. */
  readonly hashSecret: (secret: string) => string
  /** HMAC-SHA-256 under this server's secret, in hex. */
  readonly hashPersonal: (text: string) => string
  /** Receives what the operator must repair. */
  readonly warn?: (sentence: string) => void
}

/**
 * Every port that the database implements, by the name that flows use, and the session storage of Shopify's library.
 */
export type Stores = ReturnType<typeof openStores>

const MOST_CALLERS = 10_000

/**
 * Make every port that the database implements. Cryptography is passed in as functions. Every call of a port throws
 * ERR_DATABASE_AWAY while the database does not answer.
 */
export function createStores(parameters: CreateStoresParameters): Stores {
  const stores = openStores(parameters)
  const warn = createStateWarning(parameters.warn ?? (() => undefined))
  return Object.fromEntries(
    Object.entries(stores).map(([name, store]) => [name, createGuardedStore({ store, warn })]),
  ) as Stores
}

function openStores(given: CreateStoresParameters) {
  const parameters = { ...given, memory: createMemory(given), leases: createLeases(given) }
  const callers = createCache<ApiCaller>({ most: MOST_CALLERS })
  return {
    shops: createShopsPort(parameters),
    limits: { take: parameters.leases.take },
    lists: createListsPort(parameters),
    nonces: createNoncesPort(parameters),
    gates: createGatesPort(parameters),
    gateRequests: createGateRequestsPort(parameters),
    collections: createCollectionsPort(parameters),
    accessCodes: createAccessCodesPort(parameters),
    projects: createProjectsPort({ ...parameters, callers }),
    apiKeys: createApiKeysPort({ ...parameters, callers }),
    projectNonces: createProjectNoncesPort(parameters),
    oauthCodes: createOauthCodesPort(parameters),
    revokedTokens: createRevokedTokensPort(parameters),
    signingKeys: createSigningKeysPort(parameters),
    staff: createStaffPort(parameters),
    staffPasses: createStaffPassesPort(parameters),
    traits: createTraitsPort(parameters),
    visits: createVisitsPort(parameters),
    grants: createGrantsPort(parameters),
    reservations: createReservationsPort(parameters),
    receipts: createReceiptsPort(parameters),
    counter: createCounterPort(parameters),
    ledger: createLedgerPort(parameters),
    flowRuns: createFlowRunsPort(parameters),
    receivers: createReceiversPort(parameters),
    messages: createMessagesPort(parameters),
    audit: createAuditPort(parameters),
    jobs: createJobsPort(parameters),
    settlements: createSettlementsPort(parameters),
    numbers: createNumbersPort(parameters),
    privacy: createPrivacyPort(parameters),
    customers: createCustomersPort(parameters),
    proofKeys: createProofKeysPort(parameters),
    profiles: createProfilesPort(parameters),
    guides: createGuidesPort(parameters),
    faults: createFaultsPort(parameters),
    sessions: createSessionsPort(parameters),
    members: createMembersPort(parameters),
    sessionStorage: createSessionStorage(parameters),
  }
}
