import type { EvmAddress } from '../core/chain/types.ts'
import type { AddressFindings } from '../core/limit/types.ts'
import type { AccessCodesPort } from '../ports/accessCodes.ts'
import type { ApiKeysPort } from '../ports/apiKeys.ts'
import type { AuditPort } from '../ports/audit.ts'
import type { ChainPort } from '../ports/chain.ts'
import type { CollectionsPort } from '../ports/collections.ts'
import type { CounterPort } from '../ports/counter.ts'
import type { CourierPort } from '../ports/courier.ts'
import type { CustomersPort } from '../ports/customers.ts'
import type { FaultsPort } from '../ports/faults.ts'
import type { FlowRunsPort } from '../ports/flowRuns.ts'
import type { FunctionsPort } from '../ports/functions.ts'
import type { GateRequestsPort } from '../ports/gateRequests.ts'
import type { GatesPort } from '../ports/gates.ts'
import type { GrantsPort } from '../ports/grants.ts'
import type { GuidesPort } from '../ports/guides.ts'
import type { JobsPort } from '../ports/jobs.ts'
import type { LedgerPort } from '../ports/ledger.ts'
import type { LimitsPort } from '../ports/limits.ts'
import type { ListsPort } from '../ports/lists.ts'
import type { LogPort } from '../ports/log.ts'
import type { LoginPort } from '../ports/login.ts'
import type { MembersPort } from '../ports/members.ts'
import type { MessagesPort } from '../ports/messages.ts'
import type { NoncesPort } from '../ports/nonces.ts'
import type { NumbersPort } from '../ports/numbers.ts'
import type { OauthCodesPort } from '../ports/oauthCodes.ts'
import type { PlatformPort } from '../ports/platform.ts'
import type { PrivacyPort } from '../ports/privacy.ts'
import type { ProfilesPort } from '../ports/profiles.ts'
import type { ProjectNoncesPort } from '../ports/projectNonces.ts'
import type { ProjectsPort } from '../ports/projects.ts'
import type { ProofKeysPort } from '../ports/proofKeys.ts'
import type { ReceiptsPort } from '../ports/receipts.ts'
import type { ReceiversPort } from '../ports/receivers.ts'
import type { ReservationsPort } from '../ports/reservations.ts'
import type { RevokedTokensPort } from '../ports/revokedTokens.ts'
import type { SessionsPort } from '../ports/sessions.ts'
import type { SettlementsPort } from '../ports/settlements.ts'
import type { ReadProductPage, ShopifyPort } from '../ports/shopify.ts'
import type { ShopsPort } from '../ports/shops.ts'
import type { SigningKeysPort } from '../ports/signingKeys.ts'
import type { StaffPort } from '../ports/staff.ts'
import type { StaffPassesPort } from '../ports/staffPasses.ts'
import type { TokensPort } from '../ports/tokens.ts'
import type { TraitsPort } from '../ports/traits.ts'
import type { VisitKeysPort } from '../ports/visitKeys.ts'
import type { VisitsPort } from '../ports/visits.ts'

/**
 * All ports, one a line. `context.server.ts` plugs in the adapters. Tests plug in fakes that throw on an unexpected
 * call.
 */
export type FlowContext = ChainPort &
  LoginPort &
  VisitKeysPort & {
    accessCodes: AccessCodesPort
    apiKeys: ApiKeysPort
    audit: AuditPort
    collections: CollectionsPort
    courier: CourierPort
    counter: CounterPort
    customers: CustomersPort
    faults: FaultsPort
    flowRuns: FlowRunsPort
    functions: FunctionsPort
    gates: GatesPort
    gateRequests: GateRequestsPort
    grants: GrantsPort
    guides: GuidesPort
    jobs: JobsPort
    ledger: LedgerPort
    limits: LimitsPort
    lists: ListsPort
    traits: TraitsPort
    log: LogPort
    members: MembersPort
    platform: PlatformPort
    messages: MessagesPort
    nonces: NoncesPort
    numbers: NumbersPort
    oauthCodes: OauthCodesPort
    privacy: PrivacyPort
    profiles: ProfilesPort
    projectNonces: ProjectNoncesPort
    projects: ProjectsPort
    proofKeys: ProofKeysPort
    receipts: ReceiptsPort
    receivers: ReceiversPort
    reservations: ReservationsPort
    revokedTokens: RevokedTokensPort
    sessions: SessionsPort
    settlements: SettlementsPort
    shops: ShopsPort
    signingKeys: SigningKeysPort
    staff: StaffPort
    staffPasses: StaffPassesPort
    tokens: TokensPort
    visits: VisitsPort

    /** Base URL of this server's API, without a trailing slash: `https://host/api/v1`. */
    issuer: string
    /** Unix seconds. */
    now: () => number
    /** Generate `bytes` random bytes; returns lower-case hex. */
    createRandomHex: (bytes: number) => string
    /** SHA-256 in hex. The database stores tokens, keys and codes in this form. */
    hashSecret: (secret: string) => string
    /** What this process has observed about client addresses since it started. */
    readAddressFindings: () => AddressFindings
    /** The gate block on a product's page. */
    readProductPage: ReadProductPage
    /** HMAC-SHA-256 under this server's secret, in hex. The database stores guessable personal data in this form. */
    hashPersonal: (text: string) => string
    /** The operator's factor; every limit is multiplied by it. */
    limitFactor: number
    /** Days after which an order that needs nothing more is forgotten; null for never. */
    keptOrderDays: number | null
    /** Format an address with its EIP-55 checksum. */
    toChecksumAddress: (address: EvmAddress) => string
    /** First 16 bytes of HMAC-SHA-256 in lower-case hex. */
    signProof: (parameters: { unsigned: string; key: Uint8Array }) => string
    /** A new secret of a receiver: `whsec_` and 24 random bytes in base64. */
    createReceiverSecret: () => string
    /** HMAC-SHA-256 of a message under such a secret, in base64. */
    signMessage: (parameters: { text: string; secret: string }) => string
    /**
     * Shopify's Admin API for the shop of this context. Every call may throw ERR_SHOPIFY_USER or ERR_SHOPIFY_REQUEST.
     */
    shopify: ShopifyPort
  }

/** The part of the context that a flow uses; declared as the type of its first parameter. */
export type Needs<K extends keyof FlowContext> = Pick<FlowContext, K>
