import type { GateForm } from '../../core/gate/form.ts'
import type { FieldChange } from '../history/views.ts'

/** What an import would do with a gate of a file. */
export type PreviewView = {
  readonly name: string
  /** The gate that it changes, with its `updatedAt`; null if it creates one. */
  readonly gate: { readonly number: number; readonly openedAt: number } | null
  /** What it sets, or changes; empty if the gate is already so. */
  readonly fields: readonly FieldChange[]
  /** Sentences about what is wrong; nothing can be imported while there are some. */
  readonly issues: readonly string[]
  /** The form that the import sends. */
  readonly form: GateForm
}
