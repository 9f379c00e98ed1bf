import { InputError } from '../../core/errors/base.ts'
import { FIRST_KEY_NAME } from '../../core/project/composeApiKey.ts'
import type { ProjectForm } from '../../core/project/form.ts'
import { parseProjectDraft } from '../../core/project/parseProjectDraft.ts'
import type { Project, ProjectId } from '../../core/project/types.ts'
import { formatUuid } from '../../core/text/formatUuid.ts'
import type { Needs } from '../context.ts'
import { checkProjectContract } from './checkProjectContract.ts'
import { createApiKeyText, type IssuedApiKey } from './createApiKeyText.ts'
import { loadProjectOwner, type ProjectAsker } from './loadProjectOwner.ts'

export const MAX_PROJECTS = 20

export type CreateProjectParameters = {
  readonly asker: ProjectAsker
  readonly form: ProjectForm
  /** The id that the page gave to the project; null if each request makes one. */
  readonly draftId: string | null
}

/**
 * Create a project with one publishable key: for the merchant's shop, or without a shop for the operator. A request of a
 * page that is sent again, because its answer was lost, answers the project that it has made.
 *
 * @throws {InputError} ERR_PROJECT_INVALID, with `details.fields` if fields are invalid
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function createProject(
  ctx: Needs<
    | 'now'
    | 'createRandomHex'
    | 'hashSecret'
    | 'hashPersonal'
    | 'shops'
    | 'projects'
    | 'apiKeys'
    | 'describeContract'
  >,
  { asker, form, draftId }: CreateProjectParameters,
): Promise<{ project: Project; issued: IssuedApiKey }> {
  const { owner, shop } = await loadProjectOwner(ctx, { asker })
  const draft = parseProjectDraft({ form })
  const { projects, unreadable } = await ctx.projects.listReadable({ owner })
  const id = formatUuid(
    draftId === null
      ? ctx.createRandomHex(16)
      : ctx.hashSecret(`project ${shop?.id} ${draftId}`).slice(0, 32),
  ) as ProjectId
  const known = projects.find((one) => one.id === id)
  if (!known && shop && projects.length + unreadable.length >= MAX_PROJECTS) throw tooManyProjects()
  await checkProjectContract(ctx, { requirement: draft.requirement })
  const project = known ?? (await ctx.projects.create({ id, shopId: shop?.id ?? null, draft, at: ctx.now() }))
  const made = createApiKeyText(ctx, { projectId: id, kind: 'publishable', name: FIRST_KEY_NAME, draftId })
  const key = await ctx.apiKeys.create({ owner, key: made.key, hash: made.hash })
  return { project, issued: { key, text: made.text } }
}

function tooManyProjects(): InputError {
  return new InputError('ERR_PROJECT_INVALID', `A shop can have at most ${MAX_PROJECTS} projects.`, {
    hint: 'Delete a project that you no longer use.',
  })
}
