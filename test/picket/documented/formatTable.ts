import { sections } from './sections.ts'
import type { DocumentedCase } from './types.ts'

/** The first two rows of the table of docs/moving-from-picket.md#every-documented-request. */
export const HEAD = "| Picket's page | rows | works | explained | missing |\n| --- | --- | --- | --- | --- |"

const verdictOf = ({ explained, missing }: DocumentedCase) =>
  missing === undefined ? (explained === undefined ? 'works' : 'explained') : 'missing'

function formatRow(name: string, cases: readonly DocumentedCase[]): string {
  const verdicts = cases.map(verdictOf)
  const counts = ['works', 'explained', 'missing'].map(
    (verdict) => verdicts.filter((one) => one === verdict).length,
  )
  return `| ${[name, cases.length, ...counts].join(' | ')} |`
}

/** The other rows: each page, and all of them together. */
export function formatTable(): string {
  const all = sections.flatMap(({ cases }) => cases)
  return [...sections.map(({ name, cases }) => formatRow(name, cases)), formatRow('together', all)].join('\n')
}
