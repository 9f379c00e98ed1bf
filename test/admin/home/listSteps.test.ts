import { expect, test } from 'vitest'
import { formatHome } from '../../../app/admin/home/formatHome.ts'
import { listSteps, toStates } from '../../../app/admin/home/listSteps.ts'
import type { BlockStatus } from '../../../app/core/block/types.ts'
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

test('behavior: a store of BigCommerce has no theme block, no permission and no self-test to set up', () => {
  const home = formatHome({ gates: 0, guide: fresh, timeZone, isStore: true })
  const steps = listSteps({ home, block: null, permissions: null })
  expect(steps.map(({ step, state }) => [step, state])).toEqual([['gate', 'open']])
  expect(toStates(steps)).toMatchObject({ block: 'unknown', 'self-test': 'unknown' })
})
