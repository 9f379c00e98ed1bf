import type { FilterOption } from '../page/formatGateChoices.ts'

/** A number with its name, and how it compares with the period before; null if there is nothing to compare with. */
export type TileView = {
  readonly label: string
  readonly value: string
  readonly note: string | null
  readonly change: string | null
}

/** The figures of a day, or of a week in a long period. */
export type RowView = {
  readonly key: string
  readonly label: string
  /** For the chart. */
  readonly unlocks: number
  readonly refused: number
  /** For the table, in the order of its columns. */
  readonly cells: readonly string[]
}
export type RefusalView = {
  readonly outcome: string
  readonly label: string
  readonly count: string
  /** Of all refusals: `42%`. */
  readonly share: string
  /** The same, 0 to 100. */
  readonly percent: number
}

/** What the pages of numbers and of the log have in common. */
export type PeriodView = {
  /** Chosen length in days; null for days of one's own. */
  readonly days: number | null
  readonly from: string
  readonly until: string
  /** The shop's day now. */
  readonly today: string
  /** `1 – 30 Nov 2026` */
  readonly label: string
}
export type ScopeView = {
  readonly period: PeriodView
  /** Number of the chosen gate; empty for all. */
  readonly gate: string
  readonly gateName: string | null
  readonly choices: readonly FilterOption[]
  readonly timeZone: string
}
export type NumbersView = ScopeView & {
  /** Whether nothing was ever counted. */
  readonly isNew: boolean
  readonly tiles: readonly TileView[]
  /** `Compared with 2 – 31 Oct 2026.` */
  readonly comparison: string
  readonly isByWeek: boolean
  readonly rows: readonly RowView[]
  readonly refusals: readonly RefusalView[]
  readonly currency: string
}
/** What home shows of the last thirty days. */
export type RecentView = Pick<NumbersView, 'isNew' | 'tiles' | 'rows'>
export type EventView = {
  readonly id: string
  readonly at: string
  readonly gate: { readonly number: number; readonly name: string }
  readonly outcome: string
  readonly label: string
  readonly tone: 'success' | 'attention' | 'critical' | undefined
  /** What the shopper read, in English. */
  readonly sentences: readonly string[]
  readonly wallets: readonly string[]
}
export type LogView = ScopeView & {
  readonly events: readonly EventView[]
  readonly next: string | null
  /** What is wrong with the searched text; null if nothing is. */
  readonly searchError: string | null
  /** Whether more wallets match than are shown. */
  readonly isCut: boolean
  /** Whether the characters were looked for in the middle of addresses, among the newest answers alone. */
  readonly isWithin: boolean
}
