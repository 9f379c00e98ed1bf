import type { ApiKey, ApiKeyKind, ProjectId } from './types.ts'

const PREFIXES = { publishable: 'pk_', secret: 'sk_' } as const satisfies Record<ApiKeyKind, string>

/** The name of a project's first key. */
export const FIRST_KEY_NAME = 'Default'

export type ComposeApiKeyParameters = Pick<ApiKey, 'id' | 'kind' | 'name' | 'createdAt'> & {
  readonly projectId: ProjectId
  /** 128 bits in lower-case hex. */
  readonly random: string
}

/** Compose a key's text and its record. `shown` is all of a publishable key, or a secret key's last four characters. */
export function composeApiKey({ random, ...key }: ComposeApiKeyParameters): { key: ApiKey; text: string } {
  const text = `${PREFIXES[key.kind]}${random}`
  return { key: { ...key, shown: key.kind === 'publishable' ? text : text.slice(-4), endsAt: null }, text }
}
