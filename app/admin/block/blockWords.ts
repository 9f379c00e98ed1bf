/** What the admin says of whether shoppers find the card. */
export type BlockWords = {
  readonly badge: {
    readonly tone: 'success' | 'critical' | 'warning' | 'attention'
    readonly children: string
  }
  /** What is so. */
  readonly fact: string
  /** What to do about it; null for nothing. */
  readonly next: string | null
  /** Whether the theme editor is the place for the next step. */
  readonly asksForEditor: boolean
}
