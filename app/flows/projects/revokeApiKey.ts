import type { ApiKey } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { loadLivingKey } from './loadLivingKey.ts'
import { loadProjectOwner, type ProjectAsker } from './loadProjectOwner.ts'

/**
 * Revoke a key. Every process refuses it within five seconds.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_PROJECT_NOT_FOUND, ERR_API_KEY_NOT_FOUND
 */
export async function revokeApiKey(
  ctx: Needs<'now' | 'shops' | 'projects' | 'apiKeys'>,
  { asker, ...parameters }: { asker: ProjectAsker; projectId: string; keyId: string },
): Promise<ApiKey> {
  const { owner } = await loadProjectOwner(ctx, { asker })
  const { key, projectId } = await loadLivingKey(ctx, { owner, ...parameters })
  return ctx.apiKeys.end({ owner, projectId, keyId: key.id, endsAt: ctx.now() })
}
