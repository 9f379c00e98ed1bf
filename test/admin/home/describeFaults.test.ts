import { expect, test } from 'vitest'
import { describeFaults } from '../../../app/admin/home/describeFaults.ts'

test('default: what happened and how often, without a code', () => {
  const text = describeFaults([
    { code: 'ERR_SHOPIFY_REQUEST', count: 1200, lastAt: 1 },
    { code: 'ERR_INTERNAL', count: 1, lastAt: 2 },
    { code: 'ERR_OF_ANOTHER_VERSION', count: 2, lastAt: 3 },
  ])
  expect(text).toContain('1,203 errors in the last 24 hours')
  expect(text).toContain('Shopify did not answer as expected (1,200), this server had a fault (3).')
  expect(text).not.toContain('ERR_')
})

test('behavior: one error', () => {
  expect(describeFaults([{ code: 'ERR_DATABASE_AWAY', count: 1, lastAt: 1 }])).toMatch(
    /^1 error in the last 24 hours: the database did not answer \(1\)\./,
  )
})
