import { expect, test } from 'vitest'
import { listProblems } from '../../../app/flows/selfTest/steps.ts'

const failing = (...kinds: string[]) => ({ kind: 'work-failing', kinds, lastError: '' }) as const

test.each([
  [['order'], 'orders'],
  [['hold', 'publish'], 'orders'],
  [['publish'], 'configs'],
  [['customers', 'schedule'], 'configs'],
] as const)('behavior: failing jobs %o are told where they matter: %s', (kinds, name) => {
  const told = (['orders', 'configs', 'discounts'] as const).filter(
    (step) => listProblems(step, [failing(...kinds)]).length > 0,
  )
  expect(told).toEqual([name])
})

test('behavior: no purchase waits for the tags of customers', () => {
  for (const step of ['orders', 'configs'] as const)
    expect(listProblems(step, [failing('customers')])).toEqual([])
})
