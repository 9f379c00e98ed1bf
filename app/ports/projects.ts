import type { ShopId } from '../core/gate/types.ts'
import type { Project, ProjectDraft, ProjectId, ProjectOwner } from '../core/project/types.ts'

/** Projects of developers. */
export type ProjectsPort = {
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
