import { composeApiKey } from '../../core/project/composeApiKey.ts'
import type { ApiKey, ApiKeyKind, ProjectId } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'

/** A key and its text, which is returned only here: of a secret key only a hash is stored. */
export type IssuedApiKey = { readonly key: ApiKey; readonly text: string }
export type MadeApiKey = IssuedApiKey & { readonly hash: string }

export type CreateApiKeyTextParameters = {
  readonly projectId: ProjectId
  readonly kind: ApiKeyKind
  readonly name: string
  /** The id that a page gave to the key: the same one makes the same key. Null makes a new one each time. */
  readonly draftId: string | null
}

/**
 * Generate a key of 128 bits; it is not stored yet. They are random, or follow from a draft's id and this server's
 * secret, so that a request that is sent again, because its answer was lost, answers the key that it has made.
 */
export function createApiKeyText(
  ctx: Needs<'now' | 'createRandomHex' | 'hashSecret' | 'hashPersonal'>,
  { projectId, kind, name, draftId }: CreateApiKeyTextParameters,
): MadeApiKey {
  const draft = draftId === null ? null : `${projectId} ${kind} ${draftId}`
  const made = composeApiKey({
    random: draft === null ? ctx.createRandomHex(16) : ctx.hashPersonal(`api key ${draft}`).slice(0, 32),
    id: draft === null ? ctx.createRandomHex(16) : ctx.hashSecret(`api key ${draft}`).slice(0, 32),
    projectId,
    kind,
    name,
    createdAt: ctx.now(),
  })
  return { ...made, hash: ctx.hashSecret(made.text) }
}
