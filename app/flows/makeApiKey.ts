import type { ApiKey, ApiKeyKind, ProjectId } from '../core/project/types.ts'
import type { Needs } from './context.ts'

/** A key and its text, which is told this once: of a secret one only a hash is kept. */
export type IssuedApiKey = { readonly key: ApiKey; readonly text: string }
export type MadeApiKey = IssuedApiKey & { readonly hash: string }

const PREFIXES = { publishable: 'pk_', secret: 'sk_' } as const satisfies Record<ApiKeyKind, string>

/** Make up a key of 128 random bits that is not stored yet. */
export function makeApiKey(
  ctx: Needs<'now' | 'randomHex' | 'hashSecret'>,
  { projectId, kind, name }: { projectId: ProjectId; kind: ApiKeyKind; name: string },
): MadeApiKey {
  const text = `${PREFIXES[kind]}${ctx.randomHex(16)}`
  const key: ApiKey = {
    id: ctx.randomHex(16),
    projectId,
    kind,
    name,
    shown: kind === 'publishable' ? text : text.slice(-4),
    createdAt: ctx.now(),
    endsAt: null,
  }
  return { key, text, hash: ctx.hashSecret(text) }
}
