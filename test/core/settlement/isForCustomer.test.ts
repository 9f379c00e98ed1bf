import { expect, test } from 'vitest'
import { isForCustomer } from '../../../app/core/settlement/isForCustomer.ts'
import { makeLine, makeOrder } from './samples.ts'

const ANYBODY = 'p1~c~5f3a9c01~2026112505~0~00112233445566aa~2a:3:2:1:p2000~a659f3186164bca16a74ff37bd0d44d0'
const BOUND =
  'p1~l~5f3a9c01~2026112505~7766554433221~ffeeddccbbaa9988~2a:3:1:1:x+f10500~275a6e0a6946bacdcb27a92d2ec063f9'

test.each([
  ['a proof for anybody', { proof: ANYBODY }, false],
  ['no proof', {}, false],
  ['what is no proof', { proof: 'p1~c', pass: 'x' }, false],
  ['a line’s proof for a customer', { proof: ANYBODY, lines: [makeLine({ proof: BOUND })] }, true],
  ['a pass for a customer', { pass: BOUND }, true],
])('behavior: an order with %s', (_, over, expected) => {
  expect(isForCustomer(makeOrder(over))).toBe(expected)
})
