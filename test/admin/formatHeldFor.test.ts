import { describe, expect, test } from 'vitest'
import { formatHeldChains, formatHeldFor } from '../../app/admin/formatHeldFor.ts'
import { formatHeldForm } from '../../app/core/gate/formatHeldForm.ts'

const chains = ['ethereum', 'arbitrum']
const say = (amount: string, unit: 'days' | 'hours' | 'blocks', on = chains) =>
  formatHeldChains({ heldFor: { amount, unit }, chains: on })

describe('formatHeldChains', () => {
  test('default: days and hours are told in the blocks of each chain', () => {
    expect(say('1', 'days')).toBe('About 7,200 blocks on Ethereum and 345,600 blocks on Arbitrum.')
    expect(say(' 2 ', 'hours', ['ethereum'])).toBe('About 600 blocks on Ethereum.')
  })

  test('behavior: blocks are told in time', () => {
    expect(say('100000', 'blocks')).toBe('About 14 days on Ethereum and 7 hours on Arbitrum.')
    expect(say('5', 'blocks', ['ethereum'])).toBe('About 1 minute on Ethereum.')
  })

  test('behavior: nothing is said of an empty or wrong time, or without a chain', () => {
    for (const amount of ['', '0', 'week', '366']) expect(say(amount, 'days')).toBe(null)
    expect(say('1', 'days', [])).toBe(null)
  })
})

test('behavior: whole days are days, other hours are hours, and blocks stay blocks', () => {
  expect(formatHeldForm({ heldForBlocks: 0, heldForHours: 48 })).toEqual({ amount: '2', unit: 'days' })
  expect(formatHeldForm({ heldForBlocks: 0, heldForHours: 36 })).toEqual({ amount: '36', unit: 'hours' })
  expect(formatHeldForm({ heldForBlocks: 7200, heldForHours: 0 })).toEqual({ amount: '7200', unit: 'blocks' })
  expect(formatHeldForm({ heldForBlocks: 0, heldForHours: 0 })).toEqual({ amount: '', unit: 'days' })
  expect(formatHeldFor({ heldForBlocks: 0, heldForHours: 24 })).toBe('1 day')
  expect(formatHeldFor({ heldForBlocks: 7200, heldForHours: 0 })).toBe('7,200 blocks')
})
