import { expect, test } from 'vitest'
import { ConflictError, UpstreamError } from '../../app/core/errors/base.ts'
import { WHOLE_SHOP } from '../../app/core/job/wholeShop.ts'
import { chooseDelay } from '../../app/jobs/queueFailed.ts'

const ATTEMPTS = [0, 1, 2, 9, 10, 100]
const choose = (error: unknown, key = '1001') =>
  ATTEMPTS.map((attempts) => chooseDelay({ attempts, key, error }))

test('default: the delay doubles with each attempt, up to six hours', () => {
  expect(choose(new Error('no'))).toEqual([30, 60, 120, 15_360, 21_600, 21_600])
})

test('behavior: after a fault that says nothing about the job it starts at a second', () => {
  const shopify = new UpstreamError('ERR_SHOPIFY_REQUEST', 'No.', { details: { isPassing: true } })
  const database = new UpstreamError('ERR_DATABASE_AWAY', 'No.')
  const lock = new ConflictError('ERR_JOB_STALE', 'No.')
  for (const error of [shopify, database, lock]) expect(choose(error)).toEqual([1, 2, 4, 512, 1_024, 21_600])
})

test('behavior: work on the whole shop, which finds what no webhook told, then waits five minutes at most', () => {
  const passing = new UpstreamError('ERR_SHOPIFY_REQUEST', 'No.', { details: { isPassing: true } })
  expect(choose(passing, WHOLE_SHOP)).toEqual([1, 2, 4, 300, 300, 300])
  expect(choose(new Error('no'), WHOLE_SHOP)).toEqual(choose(new Error('no')))
})
