import type { ProjectForm } from '../../core/project/form.ts'
import { parseProjectDraft } from '../../core/project/parseProjectDraft.ts'
import type { Project } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { checkProjectContract } from './checkProjectContract.ts'
import { loadProjectOwner, type ProjectAsker } from './loadProjectOwner.ts'

export type UpdateProjectParameters = {
  readonly asker: ProjectAsker
  readonly projectId: string
  readonly form: ProjectForm
  /** The project's `updatedAt` when it was opened: a change made meanwhile is not overwritten. */
  readonly openedAt: number
}

/**
 * Change a project's name, domains, redirect URIs, message format and requirement.
 *
 * @throws {InputError} ERR_PROJECT_INVALID with `details.fields`
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_PROJECT_NOT_FOUND. @throws {ConflictError} ERR_PROJECT_STALE
 */
export async function updateProject(
  ctx: Needs<'now' | 'shops' | 'projects' | 'describeContract'>,
  { asker, projectId, form, openedAt }: UpdateProjectParameters,
): Promise<Project> {
  const { owner } = await loadProjectOwner(ctx, { asker })
  const { id } = await ctx.projects.load({ owner, projectId })
  const draft = parseProjectDraft({ form })
  await checkProjectContract(ctx, { requirement: draft.requirement })
  return ctx.projects.update({ owner, projectId: id, draft, expectedUpdatedAt: openedAt, at: ctx.now() })
}
