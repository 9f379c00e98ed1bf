import { expect, test } from 'vitest'
import { describeAnswer } from '../../app/admin/describeAnswer.ts'

test('default: a failure says why, and nothing is said after a success or beside fields', () => {
  expect(describeAnswer({ kind: 'failed', message: 'Shopify did not answer.' })).toBe(
    'Shopify did not answer.',
  )
  expect(describeAnswer({ kind: 'done', result: null })).toBeNull()
  expect(describeAnswer({ kind: 'invalid', fields: { name: 'Give it a name.' } })).toBeNull()
})

test('behavior: a change of others is told in the words of the page, if it has its own', () => {
  expect(describeAnswer({ kind: 'stale' })).toMatch(/Reload the page\.$/)
  expect(describeAnswer({ kind: 'stale' }, 'Try again.')).toBe('Try again.')
})
