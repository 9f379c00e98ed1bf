import type { ShopId } from '../core/gate/types.ts'
import type { ApiCaller, ApiKey, KeyNames, ProjectId, ProjectOwner } from '../core/project/types.ts'

/** API keys of projects. Instants are unix seconds. */
export type ApiKeysPort = {
  /**
   * The key with this SHA-256 and its project, unless the key has ended or its shop has uninstalled. The answer may be
   * five seconds old.
   */
  find: (parameters: { hash: string; now: number }) => Promise<ApiCaller | null>
  /** Newest first, ended keys included. @throws {NotFoundError} ERR_PROJECT_NOT_FOUND */
  list: (parameters: { owner: ProjectOwner; projectId: ProjectId }) => Promise<ApiKey[]>
  /** The names of a shop's keys and of their projects, by key id, ended keys included. Deleted keys are left out. */
  listNames: (parameters: {
    shopId: ShopId
    keyIds: readonly string[]
  }) => Promise<ReadonlyMap<string, KeyNames>>
  /**
   * Add a key to a project; `hash` is the SHA-256 of its text, which is not stored. A key whose id is known stays as it is.
   * @throws {NotFoundError} ERR_PROJECT_NOT_FOUND
   */
  create: (parameters: { owner: ProjectOwner; key: ApiKey; hash: string }) => Promise<ApiKey>
  /** End a key at `endsAt`, or earlier if it ends earlier already. @throws {NotFoundError} ERR_API_KEY_NOT_FOUND */
  end: (parameters: {
    owner: ProjectOwner
    projectId: ProjectId
    keyId: string
    endsAt: number
  }) => Promise<ApiKey>
}
