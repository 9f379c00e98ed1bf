import type { ApiKey } from '../../core/project/types.ts'
import type { IssuedKeyView } from './views.ts'

/** A key that was just made, told this once. */
export function formatIssuedKey({
  key,
  text,
  old = null,
}: {
  key: ApiKey
  text: string
  old?: ApiKey | null
}): IssuedKeyView {
  return { kind: key.kind, name: key.name, text, replaces: old !== null }
}
