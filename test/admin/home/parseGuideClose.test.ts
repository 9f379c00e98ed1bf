import { expect, test } from 'vitest'
import { parseGuideClose } from '../../../app/admin/home/parseGuideClose.ts'

test('default', () => {
  const body = { doneSteps: ['block', 'self-test'] }
  expect(parseGuideClose(body)).toEqual(body)
  expect(parseGuideClose({ doneSteps: [] })).toEqual({ doneSteps: [] })
})

test.each([
  null,
  {},
  { doneSteps: ['lunch'] },
  { doneSteps: Array(6).fill('block') },
  { doneSteps: [], at: 1 },
])('refuses: a body of another shape: %j (ERR_BODY_INVALID)', (body) => {
  expect(() => parseGuideClose(body)).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
})
