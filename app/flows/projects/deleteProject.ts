import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { loadProjectOwner, type ProjectAsker } from './loadProjectOwner.ts'

/**
 * Delete a project with its keys; returns the deleted project.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_PROJECT_NOT_FOUND
 */
export async function deleteProject(
  ctx: Needs<'shops' | 'projects'>,
  { asker, projectId }: { asker: ProjectAsker; projectId: string },
): Promise<Project> {
  const { owner } = await loadProjectOwner(ctx, { asker })
  const project = await ctx.projects.load({ owner, projectId })
  await ctx.projects.delete({ owner, projectId: project.id })
  return project
}
