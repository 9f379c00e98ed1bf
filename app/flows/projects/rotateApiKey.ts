import type { ApiKey } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { checkKeyCount } from './createApiKey.ts'
import { createApiKeyText, type IssuedApiKey } from './createApiKeyText.ts'
import { loadLivingKey } from './loadLivingKey.ts'
import { loadProjectOwner, type ProjectAsker } from './loadProjectOwner.ts'

export const ROLL_SECONDS = 24 * 60 * 60

/**
 * Create a new key of the same kind and name, valid at once. The old key works for another 24 hours.
 *
 * The new key is created first: a failure in between leaves one key too many, never none.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_PROJECT_NOT_FOUND, ERR_API_KEY_NOT_FOUND
 * @throws {InputError} ERR_PROJECT_INVALID if the project has the maximum of keys
 */
export async function rotateApiKey(
  ctx: Needs<'now' | 'createRandomHex' | 'hashSecret' | 'hashPersonal' | 'shops' | 'projects' | 'apiKeys'>,
  { asker, ...parameters }: { asker: ProjectAsker; projectId: string; keyId: string },
): Promise<IssuedApiKey & { readonly old: ApiKey }> {
  const { owner } = await loadProjectOwner(ctx, { asker })
  const { key: old, keys, projectId } = await loadLivingKey(ctx, { owner, ...parameters })
  checkKeyCount({ keys, now: ctx.now() })
  const { key, text, hash } = createApiKeyText(ctx, {
    ...{ projectId, kind: old.kind, name: old.name },
    draftId: null,
  })
  const created = await ctx.apiKeys.create({ owner, key, hash })
  const endsAt = ctx.now() + ROLL_SECONDS
  return {
    key: created,
    text,
    old: await ctx.apiKeys.end({ owner, projectId, keyId: old.id, endsAt }),
  }
}
