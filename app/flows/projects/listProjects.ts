import type { Shop } from '../../core/gate/shop.ts'
import type { Project, UnreadableProject } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { loadProjectOwner, type ProjectAsker } from './loadProjectOwner.ts'

/**
 * List the asker's projects, oldest first, and those that this version cannot read. @throws {NotFoundError}
 * ERR_SHOP_NOT_FOUND
 */
export async function listProjects(
  ctx: Needs<'shops' | 'projects'>,
  { asker }: { asker: ProjectAsker },
): Promise<{ shop: Shop | null; projects: Project[]; unreadable: UnreadableProject[] }> {
  const { owner, shop } = await loadProjectOwner(ctx, { asker })
  return { shop, ...(await ctx.projects.listReadable({ owner })) }
}
