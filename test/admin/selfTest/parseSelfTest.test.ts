import { expect, test } from 'vitest'
import { parseSelfTest } from '../../../app/admin/selfTest/parseSelfTest.ts'

test('default: what the browser heard about the theme, and nothing if it says nothing', () => {
  expect(parseSelfTest({ theme: 'missing' })).toEqual({ theme: 'missing' })
  expect(parseSelfTest({})).toEqual({ theme: 'silent' })
})

test.each([null, 7, { theme: 'maybe' }, { theme: 'added', page: 'x' }])(
  'refuses: a body of another shape: %j (ERR_BODY_INVALID)',
  (body) => {
    expect(() => parseSelfTest(body)).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
  },
)
