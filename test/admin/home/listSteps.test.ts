import { expect, test } from 'vitest'
import { formatHome } from '../../../app/admin/home/formatHome.ts'
import { formatPermissions } from '../../../app/admin/home/formatPermissions.ts'
import { listSteps, toStates } from '../../../app/admin/home/listSteps.ts'
import type { BlockStatus } from '../../../app/core/block/types.ts'
import { chooseGuide } from '../../../app/core/setup/chooseGuide.ts'
import type { Health } from '../../../app/core/setup/health.ts'
import type { GuideMemory } from '../../../app/core/setup/types.ts'

const timeZone = 'Europe/Berlin'
const fresh: GuideMemory = { dismissedAt: null, doneSteps: [], selfTest: null }
const list = (guide: GuideMemory, { gates = 0, block = null as BlockStatus | null } = {}) =>
  listSteps({ home: formatHome({ gates, guide, timeZone }), block, permissions: null })

test('default: a new shop has everything to do, and what is being checked says so', () => {
  const steps = list(fresh)
  expect(steps.map(({ step, state }) => [step, state])).toEqual([
    ['block', null],
    ['gate', 'open'],
    ['permissions', null],
    ['self-test', 'open'],
  ])
  expect(steps[0]?.sentence).toBe('Checking…')
  expect(toStates(steps)).toEqual({
    block: 'unknown',
    gate: 'open',
    permissions: 'unknown',
    'self-test': 'open',
    trial: 'unknown',
  })
})

test.each<[BlockStatus, string]>([
  [{ kind: 'block-added' }, 'done'],
  [{ kind: 'block-missing', title: null }, 'open'],
  [{ kind: 'block-blind' }, 'done'],
  [{ kind: 'block-unknown', title: null }, 'unknown'],
])('behavior: the block %o: %s', (block, state) => {
  expect(list(fresh, { block })[0]?.state).toBe(state)
})

test('behavior: the self-test is done if its last run found nothing, and says when', () => {
  const ranAt = 1_795_000_000
  const last = (failed: number) => list({ ...fresh, selfTest: { ranAt, failed } }, { gates: 2 })[3]
  expect(last(0)).toMatchObject({
    state: 'done',
    sentence: expect.stringMatching(/^No problems found on .*Berlin/),
  })
  expect(last(2)).toMatchObject({
    state: 'open',
    sentence: expect.stringMatching(/^2 checks needed your attention on /),
  })
})

const listOfStore = (
  known: Partial<Parameters<typeof formatHome>[0]> = {},
  {
    block = null,
    permissions = null,
  }: Pick<Partial<Parameters<typeof listSteps>[0]>, 'block' | 'permissions'> = {},
) =>
  listSteps({
    home: formatHome({ gates: 0, guide: fresh, timeZone, isStore: true, ...known }),
    block,
    permissions,
  })
const statesOf = (steps: ReturnType<typeof listSteps>) => steps.map(({ step, state }) => [step, state])

test('default: a new store of BigCommerce has four steps, and no theme block or self-test', () => {
  const steps = listOfStore()
  expect(statesOf(steps)).toEqual([
    ['permissions', null],
    ['gate', 'open'],
    ['block', 'unknown'],
    ['trial', 'open'],
  ])
  expect(steps.map(({ title, sentence }) => `${title} ${sentence}`).join()).not.toMatch(
    /theme|self-test|Shopify/,
  )
  expect(toStates(steps)).toMatchObject({ 'self-test': 'unknown', trial: 'open' })
})

test('behavior: each step of a store is done once it was checked', () => {
  const permissions = { state: 'done', sentence: 'Allowed.', hint: null } as const
  const steps = listOfStore({ gates: 2, hasUnlocked: true }, { block: { kind: 'block-added' }, permissions })
  expect(steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done'])
  expect(steps.map(({ sentence }) => sentence)).toContain('You have 2 gates.')
})

test('behavior: a store’s page without the script is an open step, with what happens next', () => {
  const [, , block] = listOfStore({ gates: 1 }, { block: { kind: 'block-missing', title: 'Mug' } })
  expect(block).toMatchObject({ state: 'open', sentence: expect.stringContaining('within an hour') })
})

test('behavior: a dismissed guide does not come back for a month without an unlock', () => {
  const guide = { ...fresh, dismissedAt: 1_795_000_000, doneSteps: ['trial' as const] }
  const states = toStates(listOfStore({ gates: 1, guide }, { block: { kind: 'block-added' } }))
  expect(states.trial).toBe('unknown')
  expect(chooseGuide({ memory: guide, states })).toBe('hidden')
})

test('behavior: a store that lacks a scope is told which, and who adds it', () => {
  const scopes = {
    name: 'scopes',
    outcome: 'failed',
    problems: [],
    facts: ['The app is not allowed to create discounts.'],
    hint: 'allow',
  } as const
  const found = formatPermissions({ ...health, scopes }, true)
  expect(found).toMatchObject({
    state: 'open',
    sentence: expect.stringMatching(/create discounts\..*OAuth scope/),
  })
  expect(formatPermissions(health, true).sentence).toContain('make coupons')
  expect(formatPermissions({ ...health, scopes: null }, true).sentence).toContain('BigCommerce')
})

const health: Health = {
  level: 'codes',
  problems: [],
  page: { kind: 'none' },
  scopes: { name: 'scopes', outcome: 'passed', problems: [], facts: [], hint: null },
  holding: { state: 'allowed', isWanted: true },
  orders: { name: 'orders', outcome: 'passed', problems: [], facts: [], hint: null },
  chains: { name: 'chains', outcome: 'passed', problems: [], facts: [], hint: null },
  usedChains: [],
  gates: { total: 0, pending: 0, firstPending: [], inTest: [] },
  troubles: [],
  faults: [],
}
