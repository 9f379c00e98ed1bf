import type { ScopeView } from './views.ts'

/** Parameters of the URL that choose what Analytics shows. */
export const FILTERS = ['gate', 'days', 'from', 'until', 'outcome', 'search'] as const

/** Compose the address from which an export is read. Its days are fixed, so that no page belongs to another period. */
export function composeExportAddress(
  of: 'numbers' | 'log',
  { period: { from, until }, gate }: ScopeView,
  more: Readonly<Record<string, string>> = {},
): string {
  const given = Object.entries({ ...more, gate }).filter(([, value]) => value !== '')
  return `/app/analytics/export?${new URLSearchParams([['of', of], ['from', from], ['until', until], ...given])}`
}
