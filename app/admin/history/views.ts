/** A field that a change altered, in words. `before` is empty in the first version of a gate. */
export type FieldChange = { readonly field: string; readonly before: string; readonly after: string }

/** A change of a gate, for the history. */
export type ChangeView = {
  readonly id: string
  readonly gate: { readonly number: number; readonly name: string; readonly isDeleted: boolean }
  /** `Maya Chen changed “Night Owls”`. */
  readonly title: string
  readonly at: string
  readonly isDeletion: boolean
  readonly fields: readonly FieldChange[]
  /** Why no fields are shown; null if they are. */
  readonly note: string | null
  /**
   * If this version can be restored (the version before, if this change deleted the gate): the gate's `updatedAt`. Null
   * for the current version.
   */
  readonly restore: { readonly openedAt: number } | null
}

/** The page of the history. */
export type HistoryView = {
  readonly changes: readonly ChangeView[]
  /** Name of the gate that the page is about; null for all gates. */
  readonly gateName: string | null
  readonly next: string | null
  readonly timeZone: string
}
