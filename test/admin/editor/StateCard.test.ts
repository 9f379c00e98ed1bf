import { createElement } from 'react'
import { expect, test } from 'vitest'
import { StateCard } from '../../../app/admin/editor/StateCard.tsx'
import type { GateEditorModel } from '../../../app/admin/editor/useGateEditor.ts'
import { renderPolaris } from '../renderPolaris.ts'

const KINDS = ['active', 'paused', 'scheduled', 'ended'] as const
type Level = 'functions' | 'codes' | 'unknown'

function render(kind: (typeof KINDS)[number], level: Level, isExclusive = true): string {
  const draft = { state: 'active', reaction: { exclusive: isExclusive }, schedule: { afterEnd: 'closed' } }
  const editor = { draft, dispatch: () => {} } as unknown as GateEditorModel
  const standing = { kind, note: null }
  return renderPolaris(createElement(StateCard, { editor, standing, timeZone: 'Berlin time', level }))
}

test('default: where the checkout refuses orders, the status of an exclusive gate promises that it does', () => {
  expect(render('active', 'functions')).toContain('Only holders can buy these products')
  expect(render('paused', 'functions')).toContain('Nobody can buy these products')
})

test.each(KINDS)('behavior: below Plus, %s promises no refusal', (kind) => {
  const html = render(kind, 'codes')
  expect(html).not.toMatch(/(Only holders|Nobody) can buy/)
  expect(html).toContain('In this shop the checkout cannot refuse')
  expect(render(kind, 'codes', false)).toBe(render(kind, 'functions', false))
})
