import type { EvmAddress } from '../core/chain/types.ts'
import type { AddressFindings } from '../core/limit/types.ts'
import type { AccessCodesPort } from '../ports/accessCodes.ts'
import type { ApiKeysPort } from '../ports/apiKeys.ts'
import type { AuditPort } from '../ports/audit.ts'
import type { ChainPort } from '../ports/chain.ts'
import type { CollectionsPort } from '../ports/collections.ts'
import type { FunctionsPort } from '../ports/functions.ts'
import type { GatesPort } from '../ports/gates.ts'
import type { GrantsPort } from '../ports/grants.ts'
import type { JobsPort } from '../ports/jobs.ts'
import type { LedgerPort } from '../ports/ledger.ts'
import type { LimitsPort } from '../ports/limits.ts'
import type { ListsPort } from '../ports/lists.ts'
import type { LoginPort } from '../ports/login.ts'
import type { NoncesPort } from '../ports/nonces.ts'
import type { OauthCodesPort } from '../ports/oauthCodes.ts'
import type { PrivacyPort } from '../ports/privacy.ts'
import type { ProfilesPort } from '../ports/profiles.ts'
import type { ProjectNoncesPort } from '../ports/projectNonces.ts'
import type { ProjectsPort } from '../ports/projects.ts'
import type { ProofKeysPort } from '../ports/proofKeys.ts'
import type { ReservationsPort } from '../ports/reservations.ts'
import type { RevokedTokensPort } from '../ports/revokedTokens.ts'
import type { SessionsPort } from '../ports/sessions.ts'
import type { SettlementsPort } from '../ports/settlements.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import type { ShopsPort } from '../ports/shops.ts'
import type { SigningKeysPort } from '../ports/signingKeys.ts'
import type { TokensPort } from '../ports/tokens.ts'
import type { VisitsPort } from '../ports/visits.ts'

/**
 * Everything the outside world may be asked, one port a line. `context.server.ts` plugs the adapters in; tests plug in
 * fakes that throw on an unexpected call.
 */
export type FlowContext = ChainPort &
  LoginPort & {
    accessCodes: AccessCodesPort
    apiKeys: ApiKeysPort
    audit: AuditPort
    collections: CollectionsPort
    functions: FunctionsPort
    gates: GatesPort
    grants: GrantsPort
    jobs: JobsPort
    ledger: LedgerPort
    limits: LimitsPort
    lists: ListsPort
    nonces: NoncesPort
    oauthCodes: OauthCodesPort
    privacy: PrivacyPort
    profiles: ProfilesPort
    projectNonces: ProjectNoncesPort
    projects: ProjectsPort
    proofKeys: ProofKeysPort
    reservations: ReservationsPort
    revokedTokens: RevokedTokensPort
    sessions: SessionsPort
    settlements: SettlementsPort
    shops: ShopsPort
    signingKeys: SigningKeysPort
    tokens: TokensPort
    visits: VisitsPort

    /** Where this server's API is reached, without a slash at the end: `https://host/api/v1`. */
    issuer: string
    /** Unix seconds. */
    now: () => number
    /** Lower-case hex of that many random bytes. */
    randomHex: (bytes: number) => string
    /** SHA-256 in hex: how a visit's token is stored. */
    hashSecret: (secret: string) => string
    /** What this process has seen, since it started, of the addresses that requests come from. */
    readAddressFindings: () => AddressFindings
    /** HMAC-SHA-256 under this server's secret, in hex: how what names a person and could be guessed is stored. */
    hashPersonal: (text: string) => string
    /** What the operator multiplies every limit by. */
    limitFactor: number
    /** The EIP-55 spelling of an address. */
    toChecksumAddress: (address: EvmAddress) => string
    /** First 16 bytes of HMAC-SHA-256 in lower-case hex. */
    signProof: (parameters: { unsigned: string; key: Uint8Array }) => string
    /** Shopify's Admin API of the shop this context was made for. Every call throws ERR_SHOPIFY_USER or ERR_SHOPIFY_REQUEST. */
    shopify: ShopifyPort
  }

/** The ports a flow touches, said in its first line. */
export type Needs<K extends keyof FlowContext> = Pick<FlowContext, K>
