import { expect, test } from 'vitest'
import { findWaiting, formatAge } from '../../../app/core/job/late.ts'

test('default: orders that wait for two minutes are shown with their age', () => {
  const backlog = { count: 3, oldestDueAt: 1000, lastError: null }
  expect(findWaiting({ backlog, at: 1119 })).toBeNull()
  expect(findWaiting({ backlog, at: 1120 })).toEqual({ count: 3, seconds: 120, lastError: null })
  expect(findWaiting({ backlog, at: 1120, least: 900 })).toBeNull()
  expect(findWaiting({ backlog: null, at: 1120 })).toBeNull()
})

test('behavior: an age is in its largest unit of which there are two', () => {
  const ages = [-5, 0, 1, 45, 119, 120, 5400, 7199, 7200, 172_799, 172_800].map(formatAge)
  expect(ages).toEqual([
    ...['0 seconds', '0 seconds', '1 second', '45 seconds', '119 seconds', '2 minutes'],
    ...['90 minutes', '119 minutes', '2 hours', '47 hours', '2 days'],
  ])
})
