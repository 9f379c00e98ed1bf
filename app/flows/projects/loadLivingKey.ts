import { NotFoundError } from '../../core/errors/base.ts'
import type { ApiKey, ProjectId, ProjectOwner } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'

/**
 * Load a live key, and all keys of its project.
 *
 * @throws {NotFoundError} ERR_PROJECT_NOT_FOUND, ERR_API_KEY_NOT_FOUND for unknown and ended keys
 */
export async function loadLivingKey(
  ctx: Needs<'now' | 'projects' | 'apiKeys'>,
  { owner, projectId, keyId }: { owner: ProjectOwner; projectId: string; keyId: string },
): Promise<{ key: ApiKey; keys: readonly ApiKey[]; projectId: ProjectId }> {
  const { id } = await ctx.projects.load({ owner, projectId })
  const keys = await ctx.apiKeys.list({ owner, projectId: id })
  const key = keys.find((each) => each.id === keyId && (each.endsAt === null || ctx.now() < each.endsAt))
  if (key) return { key, keys, projectId: id }
  throw new NotFoundError('ERR_API_KEY_NOT_FOUND', 'This key does not exist, or it has ended.', {
    hint: 'Reload the list of keys.',
  })
}
