import type { ApiCaller, ApiKey, ProjectId, ProjectOwner } from '../core/project/types.ts'

/** API keys of projects. */
export type ApiKeysPort = {
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
