import { composeApiKey } from '../../core/project/composeApiKey.ts'
import type { ApiKey, ApiKeyKind, ProjectId } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'

/** A key and its text, which is returned only here: of a secret key only a hash is stored. */
export type IssuedApiKey = { readonly key: ApiKey; readonly text: string }
export type MadeApiKey = IssuedApiKey & { readonly hash: string }

/** Generate a key of 128 random bits; it is not stored yet. */
export function createApiKeyText(
  ctx: Needs<'now' | 'createRandomHex' | 'hashSecret'>,
  { projectId, kind, name }: { projectId: ProjectId; kind: ApiKeyKind; name: string },
): MadeApiKey {
  const made = composeApiKey({
    random: ctx.createRandomHex(16),
    id: ctx.createRandomHex(16),
    projectId,
    kind,
    name,
    createdAt: ctx.now(),
  })
  return { ...made, hash: ctx.hashSecret(made.text) }
}
