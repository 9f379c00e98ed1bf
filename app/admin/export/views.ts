/** A page of an export. */
export type ExportPage = {
  /** Lines of a CSV file. */
  readonly text: string
  readonly rows: number
  /** Mark at which the next page begins; null on the last page. */
  readonly next: string | null
}
