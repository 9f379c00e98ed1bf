import { createElement } from 'react'
import { expect, test } from 'vitest'
import { HealthCard } from '../../../app/admin/home/HealthCard.tsx'
import type { ShownRow } from '../../../app/admin/home/listRows.ts'
import { renderPolaris } from '../renderPolaris.ts'

const ROWS: readonly ShownRow[] = [
  { name: 'orders', title: 'Order notifications', outcome: 'works', sentences: ['They arrive.'], hint: null },
  {
    name: 'errors',
    title: 'Errors of the last day',
    outcome: 'works',
    sentences: ['No errors.'],
    hint: null,
  },
]

/** What a screen reader reads of the badge beside each title: its tone, then its text. */
function readBadges(rows: readonly ShownRow[]): string[] {
  const repair = { run: () => undefined, isRunning: false, failure: null } as never
  const html = renderPolaris(createElement(HealthCard, { rows, repair, holding: {} as never }))
  return rows.map(({ title }) => {
    const after = html.slice(html.indexOf(title)).replace(/<[^>]+>/g, '|')
    return after
      .split('|')
      .filter((part) => part.trim() !== '')
      .slice(1, 3)
      .join(': ')
  })
}

test('default: what was checked and is good works; of errors there are none', () => {
  expect(readBadges(ROWS)).toEqual(['Success: Works', 'Success: None'])
})

test('behavior: errors need attention', () => {
  expect(readBadges(ROWS.map((row) => ({ ...row, outcome: 'failed' as const })))).toEqual([
    'Critical: Needs attention',
    'Critical: Needs attention',
  ])
})
