import type { KeyChanges } from './useKeyChanges.ts'
import type { ApiKeyView } from './views.ts'

/** What the table and the list of a project's keys get. */
export type KeysProps = { readonly keys: readonly ApiKeyView[]; readonly changes: KeyChanges }
