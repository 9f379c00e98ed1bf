import type { ShopId } from '../core/gate/types.ts'
import type {
  Project,
  ProjectDraft,
  ProjectId,
  ProjectOwner,
  UnreadableProject,
} from '../core/project/types.ts'

/** Projects of developers. An owner sees only its own projects. Instants are unix seconds. */
export type ProjectsPort = {
  /** @throws {NotFoundError} ERR_PROJECT_NOT_FOUND */
  load: (parameters: { owner: ProjectOwner; projectId: string }) => Promise<Project>
  /** The owner's projects, oldest first, and those that this version cannot read. */
  listReadable: (parameters: {
    owner: ProjectOwner
  }) => Promise<{ projects: Project[]; unreadable: UnreadableProject[] }>
  /** `shopId` is null for a project that belongs to no shop. A project whose id is known stays as it is. */
  create: (parameters: {
    id: ProjectId
    shopId: ShopId | null
    draft: ProjectDraft
    at: number
  }) => Promise<Project>
  /**
   * Replace the draft, unless the project was changed after `expectedUpdatedAt`.
   * @throws {ConflictError} ERR_PROJECT_STALE. @throws {NotFoundError} ERR_PROJECT_NOT_FOUND
   */
  update: (parameters: {
    owner: ProjectOwner
    projectId: ProjectId
    draft: ProjectDraft
    expectedUpdatedAt: number
    at: number
  }) => Promise<Project>
  /**
   * Allow a project's secret keys to change the shop's gates, or end that, and add an entry to the audit log. `isChanged`
   * is false if it was so already.
   * @throws {NotFoundError} ERR_PROJECT_NOT_FOUND
   */
  setGateRight: (parameters: {
    shopId: ShopId
    projectId: ProjectId
    mayChangeGates: boolean
    actor: string
    at: number
  }) => Promise<{ project: Project; isChanged: boolean }>
  /** The installed shop whose gates the project may change, as it is now; null if it may not. */
  findGateRight: (parameters: { projectId: ProjectId }) => Promise<{ myshopifyDomain: string } | null>
  /** The installed shop of which the project's sites are a storefront, as it is now; null if they are none. */
  findStorefront: (parameters: { projectId: ProjectId }) => Promise<{ myshopifyDomain: string } | null>
  /**
   * Delete a project with its keys; its tokens are no longer accepted.
   * @throws {NotFoundError} ERR_PROJECT_NOT_FOUND
   */
  delete: (parameters: { owner: ProjectOwner; projectId: ProjectId }) => Promise<void>
}
