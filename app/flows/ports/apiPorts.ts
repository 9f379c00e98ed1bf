import type { PublicSigningKey } from '../../core/accessToken/types.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { ConsumedCode, OauthCode } from '../../core/oauth/types.ts'
import type {
  ApiCaller,
  ApiKey,
  Project,
  ProjectDraft,
  ProjectId,
  ProjectNonce,
  ProjectOwner,
} from '../../core/project/types.ts'

/** What names a login over the API; `family` and `walletAddress` in their inner forms. */
type ProjectNonceKey = Pick<ProjectNonce, 'projectId' | 'family' | 'walletAddress' | 'value'> & {
  readonly now: number
}

/** What the API alone asks of the outside world, one port a line. */
export type ApiPorts = {
  projects: {
    /** @throws {NotFoundError} ERR_PROJECT_NOT_FOUND when there is none or it is another's. */
    load: (parameters: { owner: ProjectOwner; projectId: string }) => Promise<Project>
    /** Oldest first. */
    list: (parameters: { owner: ProjectOwner }) => Promise<Project[]>
    create: (parameters: {
      id: ProjectId
      shopId: ShopId | null
      draft: ProjectDraft
      at: number
    }) => Promise<Project>
    /**
     * Replace the draft if the project still stands at `expectedUpdatedAt`.
     * @throws {ConflictError} ERR_PROJECT_STALE. @throws {NotFoundError} ERR_PROJECT_NOT_FOUND
     */
    update: (parameters: {
      owner: ProjectOwner
      projectId: ProjectId
      draft: ProjectDraft
      expectedUpdatedAt: number
      at: number
    }) => Promise<Project>
    /** Delete it with its keys; tokens it gave are no longer accepted. */
    delete: (parameters: { owner: ProjectOwner; projectId: ProjectId }) => Promise<void>
  }
  apiKeys: {
    /** The living key with this hash and its project; what is answered may be five seconds old. */
    find: (parameters: { hash: string; now: number }) => Promise<ApiCaller | null>
    /** Newest first, ended ones included. */
    list: (parameters: { owner: ProjectOwner; projectId: ProjectId }) => Promise<ApiKey[]>
    create: (parameters: { owner: ProjectOwner; key: ApiKey; hash: string }) => Promise<ApiKey>
    /** Let a key end, never later than it would have. @throws {NotFoundError} ERR_API_KEY_NOT_FOUND */
    end: (parameters: {
      owner: ProjectOwner
      projectId: ProjectId
      keyId: string
      endsAt: number
    }) => Promise<ApiKey>
  }
  projectNonces: {
    /**
     * Store the nonce where its pool has a free place of its own, else answer the shared one that stands.
     * One statement, more only where requests of one wallet overlap. @see noncePools
     */
    issue: (nonce: ProjectNonce) => Promise<ProjectNonce>
    /** Those that this process gave out and that have not ended, newest first, without a statement; only `consume` says whether one lives. */
    recall: (parameters: Omit<ProjectNonceKey, 'value'>) => readonly ProjectNonce[]
    /** Those that live, newest first. */
    find: (parameters: Omit<ProjectNonceKey, 'value'>) => Promise<ProjectNonce[]>
    /** One statement; true for exactly one of any number of callers. */
    consume: (parameters: ProjectNonceKey) => Promise<boolean>
  }
  oauthCodes: {
    issue: (code: OauthCode) => Promise<void>
    /** One statement says who was first; everybody else learns what it gave. */
    consume: (parameters: { hash: string; now: number }) => Promise<ConsumedCode>
  }
  revokedTokens: {
    add: (parameters: { tid: string; expiresAt: number }) => Promise<void>
    /** What is answered may be five seconds old. */
    has: (parameters: { tid: string; now: number }) => Promise<boolean>
  }
  signingKeys: {
    /** Make a new key, which signs when it has been published for a while; the one before verifies until `endsAt`. Answers the new key's id. */
    rotate: (parameters: { at: number; endsAt: number }) => Promise<{ kid: string }>
  }
  tokens: {
    /** A compact JWT, ES256, under the newest signing key. @see https://www.rfc-editor.org/rfc/rfc7519 */
    sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>
    /** The claims of a JWT that one of our living keys signed, or null. Nothing in them is checked. */
    verify: (token: string) => Promise<Readonly<Record<string, unknown>> | null>
    listPublicKeys: () => Promise<PublicSigningKey[]>
  }
  /** Where this server's API is reached, without a slash at the end: `https://host/api/v1`. */
  issuer: string
}
