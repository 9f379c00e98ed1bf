import { expect, test } from 'vitest'
import type { ShopId } from '../../app/core/gate/types.ts'
import { createPauses } from '../../app/jobs/createPauses.ts'

const [one, two] = [1n as ShopId, 2n as ShopId]

function open() {
  let now = 1000
  const pauses = createPauses({ nowMs: () => now, random: () => 0 })
  const pass = (ms: number) => {
    now += ms
  }
  return { pauses, pass }
}

test('default: the work of a shop rests after a fault, and that of others goes on', () => {
  const { pauses, pass } = open()
  expect(pauses.add({ shopId: one, since: 1000 })).toBe(200)
  expect([pauses.listResting(), pauses.listTroubled(), pauses.isTroubled(two)]).toEqual([[one], [one], false])
  pass(200)
  expect([pauses.listResting(), pauses.listTroubled()]).toEqual([[], [one]])
  expect(pauses.add({ shopId: one, since: 1200 })).toBe(400)
})

test('behavior: faults and successes of work that ran already when the rest began change nothing', () => {
  const { pauses, pass } = open()
  pauses.add({ shopId: one, since: 900 })
  pass(100)
  expect(pauses.add({ shopId: one, since: 950 })).toBe(100)
  pauses.end({ shopId: one, since: 950 })
  expect(pauses.listResting()).toEqual([one])
  pauses.end({ shopId: one, since: 1600 })
  expect(pauses.listTroubled()).toEqual([])
  expect(pauses.add({ shopId: one, since: 1600 })).toBe(200)
})

test('behavior: a shop without points rests until it has some, which is no fault, and a success does not end it', () => {
  const { pauses, pass } = open()
  expect(pauses.rest({ shopId: one, seconds: 1.5 })).toBe(1500)
  expect(pauses.rest({ shopId: one, seconds: 0.5 })).toBe(500)
  pass(1000)
  pauses.end({ shopId: one, since: 1900 })
  expect([pauses.listResting(), pauses.listTroubled()]).toEqual([[one], []])
  pass(500)
  expect(pauses.listResting()).toEqual([])
  // Work at the same time would only compete for its points.
  pass(59_000)
  expect([pauses.isThrottled(one), pauses.isThrottled(two)]).toEqual([true, false])
  pass(1_000)
  expect(pauses.isThrottled(one)).toBe(false)
})
