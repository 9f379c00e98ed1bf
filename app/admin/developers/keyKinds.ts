import type { ApiKeyKind } from '../../core/project/types.ts'

export const KEY_KINDS = {
  publishable: 'Publishable',
  secret: 'Secret',
} as const satisfies Record<ApiKeyKind, string>
