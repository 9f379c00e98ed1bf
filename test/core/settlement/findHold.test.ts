import { expect, test } from 'vitest'
import { NO_ACTION } from '../../../app/core/settlement/chooseAction.ts'
import { findHold } from '../../../app/core/settlement/findHold.ts'
import type { Settlement, SettlementAction, SettlementReason } from '../../../app/core/settlement/types.ts'

const find = (action: Partial<SettlementAction>, ...reasons: SettlementReason[]) =>
  findHold({
    action: { ...NO_ACTION, ...action },
    settlement: { reasons, lines: [], isCancelled: false } as unknown as Settlement,
  })
const HELD: Partial<SettlementAction> = {
  ...{ kind: 'hold', state: 'done', lineIds: [1] },
  holds: [{ fulfillmentOrderId: 'x', holdIds: ['y'], lineIds: [1] }],
}

test.each<[SettlementReason, string]>([
  [{ kind: 'no-proof' }, 'unproved'],
  [{ kind: 'bad-proof', fault: 'mac' }, 'unproved'],
  [{ kind: 'no-such-grant', grant: 'g' }, 'unproved'],
  [{ kind: 'order-discount' }, 'unproved'],
  [{ kind: 'grant-used', grant: 'g', by: 7 }, 'used'],
  [{ kind: 'use-gone', grant: 'g', gate: 1 }, 'used'],
  [{ kind: 'other-cart', grant: 'g' }, 'other-cart'],
  [{ kind: 'not-held', gate: 1 }, 'not-held'],
  [{ kind: 'over-cap', gate: 1 }, 'over-cap'],
  [{ kind: 'second-code', gate: 1 }, 'used'],
  [{ kind: 'gate-shut', gate: 1 }, 'closed'],
  [{ kind: 'no-item', gate: 1 }, 'closed'],
])('default: a held order with %j is told as %s', (reason, told) => {
  expect(find(HELD, { kind: 'not-rechecked', gate: 1 }, reason)).toEqual({ reason: told })
})

test('behavior: a hold that is still to be placed counts, and one without a reason that buyers learn is unproved', () => {
  expect(find({ ...HELD, state: 'pending', holds: [] })).toEqual({ reason: 'unproved' })
})

test('behavior: no hold is told of an order that is tagged, released, cancelled, or cannot be held', () => {
  for (const action of [
    { kind: 'tag', state: 'done' },
    { ...HELD, state: 'lifted' },
    { kind: 'hold', state: 'impossible', unheldLines: [1] },
    // Its holds are to be released.
    { ...HELD, state: 'pending', lineIds: [] },
  ] as const)
    expect(find(action, { kind: 'no-proof' })).toBeNull()
})
