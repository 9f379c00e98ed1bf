import { expect, test } from 'vitest'
import type { JobCount } from '../../app/core/job/types.ts'
import { describeQueue } from '../../app/doctor/describeQueue.ts'

const orders = (over: Partial<JobCount>): JobCount[] => [
  { kind: 'order', waiting: 12, running: 3, failing: 2, oldestDueAt: 1000, ...over },
  { kind: 'hold', waiting: 1, running: 0, failing: 0, oldestDueAt: 0 },
]

test('default: what waits, with the age of the oldest', () => {
  expect(describeQueue({ counts: orders({}), at: 1840 })).toEqual({
    check: 'waiting orders',
    outcome: 'ok',
    found: '15 wait or are checked now, and 2 of them failed before. The oldest has waited for 14 minutes.',
    next: null,
  })
})

test('behavior: a quarter of an hour is a warning that says what to do', () => {
  expect(describeQueue({ counts: orders({}), at: 1900 })).toMatchObject({
    outcome: 'warn',
    next: expect.stringContaining('log'),
  })
})

test('behavior: without a due order nothing waits', () => {
  const none = { outcome: 'ok', found: 'No order waits.' }
  expect(describeQueue({ counts: [], at: 1900 })).toMatchObject(none)
  expect(describeQueue({ counts: orders({ oldestDueAt: null }), at: 1900 })).toMatchObject(none)
})
