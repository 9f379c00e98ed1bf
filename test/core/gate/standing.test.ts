import { describe, expect, test } from 'vitest'
import { findNextChange, isLifted, standingOf } from '../../../app/core/gate/standing.ts'
import type { Schedule } from '../../../app/core/gate/types.ts'
import { makeGate, NOW } from '../../fakes/fakeContext.ts'

const gate = (schedule: Partial<Schedule>, over = {}) =>
  makeGate({ schedule: { startsAt: null, endsAt: null, afterEnd: 'public', ...schedule }, ...over })
const now = NOW

describe('standingOf', () => {
  test.each([
    ['active', gate({})],
    ['active', gate({ startsAt: now, endsAt: now + 1 })],
    ['scheduled', gate({ startsAt: now + 1 })],
    ['ended', gate({ endsAt: now })],
    ['paused', gate({ endsAt: now }, { state: 'paused' })],
    ['ended', gate({}, { deletedAt: now })],
  ] as const)('%s', (standing, one) => {
    expect(standingOf({ gate: one, now })).toBe(standing)
  })
})

describe('isLifted', () => {
  test.each([
    [true, gate({ endsAt: now })],
    [false, gate({ endsAt: now, afterEnd: 'closed' })],
    [false, gate({ endsAt: now }, { state: 'paused' })],
    [false, gate({ endsAt: now + 1 })],
    [false, gate({}, { state: 'paused' })],
    [true, gate({ afterEnd: 'closed' }, { deletedAt: now })],
  ] as const)('%s', (lifted, one) => {
    expect(isLifted({ gate: one, now })).toBe(lifted)
  })
})

test('nextChange: the start, then the end, then null; null while the gate is paused', () => {
  const one = gate({ startsAt: now + 5, endsAt: now + 9 })
  expect([now, now + 5, now + 9].map((at) => findNextChange({ gate: one, now: at }))).toEqual([
    now + 5,
    now + 9,
    null,
  ])
  expect(findNextChange({ gate: { ...one, state: 'paused' }, now })).toBeNull()
})
