import { createElement } from 'react'
import { expect, test } from 'vitest'
import { StateCard } from '../../../app/admin/editor/StateCard.tsx'
import type { GateEditorModel } from '../../../app/admin/editor/useGateEditor.ts'
import { renderPolaris } from '../renderPolaris.ts'

const KINDS = ['active', 'paused', 'scheduled', 'ended'] as const
type Level = 'functions' | 'codes' | 'unknown'

function render(
  kind: (typeof KINDS)[number],
  level: Level,
  isExclusive = true,
  afterEnd: 'closed' | 'public' = 'closed',
  test = { isOn: false, wallets: '' },
): string {
  const draft = { state: 'active', test, reaction: { exclusive: isExclusive }, schedule: { afterEnd } }
  const editor = { draft, issues: {}, dispatch: () => {} } as unknown as GateEditorModel
  const standing = { kind, note: null }
  const shop = { timeZone: 'Berlin time', ianaTimezone: 'Europe/Berlin', now: 0, enforcement: { level } }
  return renderPolaris(createElement(StateCard, { editor, standing, shop }))
}

test('default: where the checkout refuses orders, the status of an exclusive gate promises that it does', () => {
  expect(render('active', 'functions')).toContain('Only holders can buy these products')
  expect(render('paused', 'functions')).toContain('Nobody can buy these products')
})

test.each(KINDS)('behavior: below Plus, and before the level is known, %s promises no refusal', (kind) => {
  for (const [level, limit] of [
    ['codes', 'In this shop the checkout cannot refuse'],
    ['unknown', 'does not know yet whether the checkout can refuse'],
  ] as const) {
    const html = render(kind, level)
    expect(html).not.toMatch(/(Only holders|Nobody) can buy/)
    expect(html).toContain(limit)
    expect(render(kind, level, false)).toBe(render(kind, 'functions', false))
  }
})

test('behavior: an exclusive gate can be opened to everyone, and shows it when its end has done so', () => {
  expect(render('active', 'functions')).toContain('>Open to everyone</option>')
  expect(render('active', 'functions', false)).not.toContain('Open to everyone')
  const isChosen = (html: string) => /value="public"[^>]*selected/.test(html)
  expect(isChosen(render('ended', 'functions', true, 'public'))).toBe(true)
  expect(isChosen(render('ended', 'functions'))).toBe(false)
  expect(render('ended', 'functions', true, 'public')).toContain('Choose Active to sell to holders again')
})

test('behavior: a gate in test says who gets in, asks for the wallets, and promises no refusal that is none', () => {
  const inTest = (level: Level, isExclusive: boolean) =>
    render('active', level, isExclusive, 'closed', { isOn: true, wallets: '' })
  expect(inTest('functions', true)).toContain(
    'Only test wallets that meet the conditions can buy these products',
  )
  expect(inTest('functions', false)).toContain('Only test wallets that meet the conditions get this price')
  expect(inTest('functions', true)).toContain('Test wallets')
  expect(render('active', 'functions')).not.toContain('Test wallets')
  expect(inTest('codes', true)).toContain('In this shop the checkout cannot refuse')
  expect(inTest('codes', true)).not.toContain('can buy these products')
})
