import { describe, expect, test } from 'vitest'
import { formatHealth } from '../../../app/admin/home/formatHealth.ts'
import { describeRows, listRows } from '../../../app/admin/home/listRows.ts'
import type { HealthName } from '../../../app/admin/home/views.ts'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import type { SelfTestName, SelfTestStep } from '../../../app/core/selfTest/types.ts'
import type { ShopProblem } from '../../../app/core/settlement/problems.ts'
import type { Health } from '../../../app/core/setup/health.ts'
import { makeGate } from '../../fakes/fakeContext.ts'

const step = (name: SelfTestName, over: Partial<SelfTestStep> = {}): SelfTestStep => ({
  name,
  outcome: 'passed',
  problems: [],
  facts: [],
  hint: null,
  ...over,
})
const ethereum = 'ethereum' as ChainSlug
const WELL: Health = {
  level: 'functions',
  problems: [],
  page: { kind: 'shown' },
  scopes: step('scopes'),
  holding: { state: 'allowed', isWanted: true },
  orders: step('orders'),
  chains: step('chains'),
  usedChains: [ethereum],
  gates: { total: 1, pending: 0, firstPending: [], inTest: [] },
  troubles: [],
  faults: [],
}
const format = (over: Partial<Health> = {}, more: Partial<Parameters<typeof formatHealth>[0]> = {}) =>
  formatHealth({
    health: { ...WELL, ...over },
    endpoints: [{ chain: ethereum, state: 'healthy' }],
    ...more,
  })
const rowOf = ({ rows }: ReturnType<typeof format>, name: HealthName) => rows.find((row) => row.name === name)

test('default: where nothing is wrong every row works, and says what was found', () => {
  const view = format()
  expect(view.rows.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'checkout works',
    'orders works',
    'permissions works',
    'chains works',
    'errors works',
  ])
  expect(rowOf(view, 'checkout')?.sentences).toEqual(['The checkout itself enforces gates.'])
  expect(rowOf(view, 'chains')?.sentences).toEqual(['Palisade can read Ethereum.'])
  const rows = listRows({ health: view, block: { kind: 'block-added' } })
  expect(rows.map(({ name }) => name)).toContain('block')
  expect(describeRows(rows)).toBe('Everything that was checked works.')
})

test.each<[ShopProblem, HealthName, string | null]>([
  [{ kind: 'validation-off' }, 'checkout', 'repair'],
  [{ kind: 'discounts-full' }, 'checkout', null],
  [{ kind: 'customer-data-not-approved', level: 'functions' }, 'orders', 'approval'],
  [{ kind: 'holds-not-allowed', gates: [], orders: 2 }, 'permissions', 'allow-holding'],
  [{ kind: 'work-failing', kinds: ['order'], lastError: 'Shopify is down.' }, 'errors', 'report'],
  [{ kind: 'data-requests-open', count: 1, dueAt: 1_796_000_000 }, 'other', null],
  [{ kind: 'tags-not-allowed' }, 'other', null],
])('behavior: %o is told in the row %s, with the remedy %s', (problem, name, hint) => {
  const row = rowOf(format({ problems: [problem] }), name)
  expect(row).toMatchObject({ outcome: 'failed', hint })
  expect(row?.sentences).toHaveLength(1)
})

describe('the checkout', () => {
  test('behavior: gates that wait are named with their reasons, at most three', () => {
    const reason = 'The shop has 25 active automatic discounts, as many as Shopify allows.'
    const firstPending = [1, 2, 3].map(() => makeGate({ publication: { kind: 'pending', reason } }))
    const row = rowOf(format({ gates: { total: 9, pending: 5, firstPending, inTest: [] } }), 'checkout')
    expect(row?.outcome).toBe('failed')
    expect(row?.sentences).toHaveLength(4)
    expect(row?.sentences[0]).toContain(reason)
    expect(row?.sentences[3]).toBe('2 more gates are not fully live.')
  })

  test('behavior: the row says what the plan allows, and what is not known yet', () => {
    expect(rowOf(format({ level: 'codes' }), 'checkout')).toMatchObject({
      outcome: 'works',
      sentences: [expect.stringContaining('only on the Plus plan')],
    })
    expect(rowOf(format({ level: 'unknown' }), 'checkout')?.outcome).toBe('unknown')
  })
})

describe('what Shopify did not say', () => {
  test('behavior: nothing is claimed while Shopify does not answer', () => {
    const view = format({ problems: null, scopes: null, holding: { state: 'unknown', isWanted: true } })
    expect(rowOf(view, 'checkout')?.outcome).toBe('unknown')
    expect(rowOf(view, 'permissions')?.outcome).toBe('unknown')
    expect(view.permissions.state).toBe('unknown')
    expect(describeRows(listRows({ health: view, block: { kind: 'block-added' } }))).toBe(
      'No problems found. 2 checks had no clear result.',
    )
  })

  test('behavior: a missing permission is named even though Shopify refused everything else', () => {
    const facts = ['The app is not allowed to create discounts.']
    const view = format({
      problems: null,
      scopes: step('scopes', { outcome: 'failed', facts, hint: 'allow' }),
    })
    expect(rowOf(view, 'permissions')).toMatchObject({ outcome: 'failed', sentences: facts, hint: 'allow' })
    expect(view.permissions).toEqual({ state: 'open', sentence: facts[0], hint: 'allow' })
  })
})

describe('order notifications', () => {
  const NO_GATES = { total: 0, pending: 0, firstPending: [], inTest: [] }
  const orders = step('orders', { outcome: 'unknown', facts: ['No order came.'], hint: 'order' })

  test('behavior: without an order nothing is known, and before the first gate there is nothing to know', () => {
    expect(rowOf(format({ orders }), 'orders')).toMatchObject({ outcome: 'unknown', hint: 'order' })
    expect(rowOf(format({ orders, gates: NO_GATES }), 'orders')).toMatchObject({
      outcome: 'none',
      hint: null,
    })
  })

  test('behavior: a withheld approval is told even then', () => {
    const problems: ShopProblem[] = [{ kind: 'customer-data-not-approved', level: 'functions' }]
    expect(rowOf(format({ problems, orders, gates: NO_GATES }), 'orders')?.outcome).toBe('failed')
  })
})

describe('the step about permissions', () => {
  test.each([
    ['not-allowed', true, 'open', 'allow-holding'],
    ['not-allowed', false, 'done', null],
    ['unknown', true, 'unknown', null],
    ['allowed', true, 'done', null],
  ] as const)('behavior: holding %s, wanted %s: %s', (state, isWanted, expected, hint) => {
    expect(format({ holding: { state, isWanted } }).permissions).toMatchObject({ state: expected, hint })
  })

  test('behavior: it waits for the approval of protected customer data', () => {
    const problems: ShopProblem[] = [{ kind: 'customer-data-not-approved', level: 'functions' }]
    expect(format({ problems }).permissions).toMatchObject({ state: 'open', hint: 'approval' })
  })
})

describe('chains', () => {
  test.each([
    [['resting', 'wrong chain'], 'failed', 'No server for Ethereum answers'],
    [['resting', 'healthy'], 'works', 'can read Ethereum'],
    [['never asked'], 'unknown', 'has not read Ethereum'],
  ] as const)('behavior: with endpoints that are %j: %s', (states, outcome, words) => {
    const endpoints = states.map((state) => ({ chain: ethereum, state }))
    const row = rowOf(format({}, { endpoints }), 'chains')
    expect(row?.outcome).toBe(outcome)
    expect(row?.sentences[0]).toContain(words)
  })

  test('behavior: a chain without an endpoint is the self-test’s finding', () => {
    const facts = ['This server cannot read Polygon.']
    const chains = step('chains', { outcome: 'failed', facts, hint: 'endpoint' })
    expect(rowOf(format({ chains }), 'chains')).toMatchObject({ outcome: 'failed', sentences: facts })
  })
})

test('behavior: what is wrong comes first, and the block counts', () => {
  const view = format({ faults: [{ code: 'ERR_SHOPIFY_REQUEST', count: 3, lastAt: 1 }] })
  const rows = listRows({ health: view, block: { kind: 'block-missing', title: null } })
  expect(rows.slice(0, 2).map(({ name }) => name)).toEqual(['block', 'errors'])
  expect(rows[0]).toMatchObject({ outcome: 'failed', hint: 'theme' })
  expect(describeRows(rows)).toBe('2 things need your attention.')
})

test('behavior: shoppers who were asked to come back are no error, and are told', () => {
  const busy = { code: 'ERR_SERVER_BUSY', count: 1234, lastAt: 1 }
  const told =
    'In the last 24 hours, very many shoppers came at once. The server asked them to wait and try again 1,234 times.'
  expect(rowOf(format({ faults: [busy] }), 'errors')).toMatchObject({
    outcome: 'works',
    sentences: ['No errors in the last 24 hours.', told],
  })
  const broken = rowOf(format({ faults: [{ code: 'ERR_INTERNAL', count: 1, lastAt: 1 }, busy] }), 'errors')
  expect(broken).toMatchObject({ outcome: 'failed', sentences: [expect.stringMatching(/^1 error /), told] })
})

test('behavior: a store of BigCommerce reads of its own platform', () => {
  const view = format({}, { isStore: true })
  expect(rowOf(view, 'checkout')?.sentences[0]).toMatch(/^BigCommerce lets no app into its checkout\./)
  expect(rowOf(view, 'orders')?.sentences).toEqual(['BigCommerce tells Palisade about new orders.'])
})

test('behavior: webhooks in trouble have a row with a link to them, one sentence each; without trouble there is none', () => {
  const why = ['gone', 'given-up', 'failing', 'late'] as const
  const view = format({ troubles: why.map((one) => ({ name: 'hooks.example', why: one })) })
  expect(rowOf(view, 'webhooks')).toMatchObject({ outcome: 'failed', hint: 'webhooks' })
  expect(rowOf(view, 'webhooks')?.sentences).toHaveLength(4)
  expect(rowOf(format(), 'webhooks')).toBeUndefined()
})
