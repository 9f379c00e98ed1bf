import type { Shop } from '../../core/gate/shop.ts'
import type { ApiKey, Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { loadProjectOwner, type ProjectAsker } from './loadProjectOwner.ts'

export type LoadedProject = {
  readonly shop: Shop | null
  readonly project: Project
  /** Newest first, ended ones included. */
  readonly keys: readonly ApiKey[]
  /** Time of the read, unix seconds: the reference for whether a key has ended. */
  readonly now: number
}

/**
 * Load a project with its keys, for its owner's page.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_PROJECT_NOT_FOUND
 */
export async function loadProject(
  ctx: Needs<'now' | 'shops' | 'projects' | 'apiKeys'>,
  { asker, projectId }: { asker: ProjectAsker; projectId: string },
): Promise<LoadedProject> {
  const { owner, shop } = await loadProjectOwner(ctx, { asker })
  const project = await ctx.projects.load({ owner, projectId })
  const keys = await ctx.apiKeys.list({ owner, projectId: project.id })
  return { shop, project, keys, now: ctx.now() }
}
