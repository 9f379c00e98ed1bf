import { expect, test } from 'vitest'
import { choosePause } from '../../../app/core/job/choosePause.ts'

test('default: a pause begins with a fifth of a second, doubles, and ends at five minutes', () => {
  const pauses = [1, 2, 3, 11, 12, 1000].map((faults) => choosePause({ faults, chance: 0 }))
  expect(pauses).toEqual([200, 400, 800, 204_800, 300_000, 300_000])
})

test('behavior: chance takes off up to half', () => {
  expect(choosePause({ faults: 2, chance: 1 })).toBe(200)
  expect(choosePause({ faults: 2, chance: 0.5 })).toBe(300)
})
