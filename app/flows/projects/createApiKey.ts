import { InputError } from '../../core/errors/base.ts'
import { findTextIssue, invalidProject, PROJECT_NAME_MAX } from '../../core/project/parseProjectDraft.ts'
import type { ApiKey, ApiKeyKind } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { createApiKeyText, type IssuedApiKey } from './createApiKeyText.ts'
import { loadProjectOwner, type ProjectAsker } from './loadProjectOwner.ts'

export const MAX_LIVING_KEYS = 20

export type CreateApiKeyParameters = {
  readonly asker: ProjectAsker
  readonly projectId: string
  readonly kind: ApiKeyKind
  readonly name: string
  /** The id that the page gave to the key; null if each request makes one. */
  readonly draftId: string | null
}

/**
 * Create a key of a project. Its text is returned only here. A request of a page that is sent again answers the key that
 * it has made, while that lives.
 *
 * @throws {InputError} ERR_PROJECT_INVALID, with `details.fields` if the name is invalid
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_PROJECT_NOT_FOUND
 */
export async function createApiKey(
  ctx: Needs<'now' | 'createRandomHex' | 'hashSecret' | 'hashPersonal' | 'shops' | 'projects' | 'apiKeys'>,
  { asker, projectId, kind, name: written, draftId }: CreateApiKeyParameters,
): Promise<IssuedApiKey> {
  const { owner } = await loadProjectOwner(ctx, { asker })
  const name = written.trim()
  const issue = findTextIssue({ text: name, most: PROJECT_NAME_MAX, isRequired: true })
  if (issue) throw invalidProject({ 'key.name': { issue } })
  const { id } = await ctx.projects.load({ owner, projectId })
  const keys = await ctx.apiKeys.list({ owner, projectId: id })
  const { key, text, hash } = createApiKeyText(ctx, { projectId: id, kind, name, draftId })
  const made = keys.find((one) => one.id === key.id && one.endsAt === null)
  if (made) return { key: made, text }
  checkKeyCount({ keys, now: ctx.now() })
  return { key: await ctx.apiKeys.create({ owner, key, hash }), text }
}

/** Refuse a further key at the limit. @throws {InputError} ERR_PROJECT_INVALID if the project has 20 live keys */
export function checkKeyCount({ keys, now }: { keys: readonly ApiKey[]; now: number }): void {
  const living = keys.filter(({ endsAt }) => endsAt === null || now < endsAt)
  if (living.length < MAX_LIVING_KEYS) return
  throw new InputError('ERR_PROJECT_INVALID', `A project can have at most ${MAX_LIVING_KEYS} keys.`, {
    hint: 'Revoke a key that you no longer use.',
  })
}
