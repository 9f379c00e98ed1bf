import type { ApiKey } from '../../core/project/types.ts'
import type { IssuedKeyView } from './views.ts'

/** Format a new key, with its text. No later answer contains the text of a secret key. */
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
