import type { KeyChanges } from './useKeyChanges.ts'
import type { ApiKeyView } from './views.ts'

/** Props of the table and of the list of a project's keys. */
export type KeysProps = { readonly keys: readonly ApiKeyView[]; readonly changes: KeyChanges }
