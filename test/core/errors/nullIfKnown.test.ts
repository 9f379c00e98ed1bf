import { expect, test } from 'vitest'
import { InputError, UpstreamError } from '../../../app/core/errors/base.ts'
import { nullIfKnown } from '../../../app/core/errors/nullIfKnown.ts'

test('default', async () => {
  const away = new UpstreamError('ERR_CHAIN_READ', 'No.')
  expect(await Promise.reject(away).catch(nullIfKnown)).toBeNull()
  expect(nullIfKnown(new InputError('ERR_BODY_INVALID', 'No.'))).toBeNull()
})

test.each([
  ['an unexpected error', new TypeError('x is not a function')],
  ['the response that renews a login', new Response(null, { status: 401 })],
  ['a database error', Object.assign(new Error('deadlock'), { code: '40P01' })],
])('refuses: %s', async (_, thrown) => {
  await expect(Promise.reject(thrown).catch(nullIfKnown)).rejects.toBe(thrown)
})
