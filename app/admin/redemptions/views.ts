/** A line of the record of who changed what. */
export type AuditView = {
  readonly id: string
  readonly at: string
  readonly who: string
  readonly text: string
  readonly reason: string | null
}
