import { describe, expect, test } from 'vitest'
import { chooseAction, NO_ACTION } from '../../../app/core/settlement/chooseAction.ts'
import { formatOrderRecord, listGatedLines } from '../../../app/core/settlement/formatOrderRecord.ts'
import { formatFindings, listFindings } from '../../../app/core/settlement/listFindings.ts'
import { listOrderTags } from '../../../app/core/settlement/listOrderTags.ts'
import { mergeFindings } from '../../../app/core/settlement/mergeFindings.ts'
import { HOLD_HANDLE, planHolds } from '../../../app/core/settlement/planHolds.ts'
import type {
  Findings,
  LineOutcome,
  Settlement,
  SettlementAction,
} from '../../../app/core/settlement/types.ts'
import { makeLine, makeOrder } from './samples.ts'

function settlement(outcomes: readonly LineOutcome[], over: Partial<Settlement> = {}): Settlement {
  return {
    outcome: 'mixed',
    wholeOutcome: 'none',
    reasons: [],
    lines: outcomes.map((outcome, index) => ({
      lineId: index + 1,
      outcome,
      reasons: [],
      gates: outcome === 'committed' ? [1] : [],
      closedGates: [],
    })),
    gates: [{ gate: 1, revision: 3, grant: 'a'.repeat(16) }],
    grants: ['a'.repeat(16)],
    isCancelled: false,
    rechecks: [],
    holders: [],
    ...over,
  }
}
const order = makeOrder({ lines: [1, 2, 3].map((id) => makeLine({ id, requiresShipping: id !== 3 })) })
const settings = { onViolation: 'hold', holdsSuspects: false } as const
const decide = (
  outcomes: readonly LineOutcome[],
  over: {
    before?: SettlementAction
    settings?: { onViolation: 'hold' | 'cancel' | 'tag'; holdsSuspects: boolean }
  } = {},
) => chooseAction({ order, settlement: settlement(outcomes), settings, before: NO_ACTION, ...over })

describe('the action for an order', () => {
  test('default: only the lines that broke a rule are held', () => {
    expect(decide(['committed', 'duplicate', 'none'])).toMatchObject({
      kind: 'hold',
      state: 'pending',
      lineIds: [2],
      unheldLines: [],
    })
    expect(decide(['committed', 'none', 'none'])).toEqual(NO_ACTION)
  })

  test('behavior: accepted findings and milder ones are not held again; graver and new ones are', () => {
    const accept = (...outcomes: LineOutcome[]) =>
      mergeFindings({ settlement: settlement(outcomes), before: undefined })
    const lifted = (accepted: Findings): SettlementAction => ({
      ...NO_ACTION,
      kind: 'hold',
      state: 'lifted',
      accepted,
    })
    const before = lifted(accept('duplicate', 'suspect', 'none'))
    const kept = (...outcomes: LineOutcome[]) => decide(outcomes, { before })
    expect(kept('duplicate', 'suspect', 'none')).toEqual(before)
    expect(kept('unproved', 'committed', 'none')).toEqual(before)
    expect(kept('unmatched', 'suspect', 'none')).toMatchObject({ state: 'pending', lineIds: [1] })
    expect(kept('duplicate', 'unproved', 'unproved')).toMatchObject({ lineIds: [2], unheldLines: [3] })
    expect(kept('duplicate', 'unproved', 'unproved').accepted).toEqual(before.accepted)
    // Of two accepted findings of a line the graver one stays.
    const twice = mergeFindings({
      settlement: settlement(['suspect', 'unproved', 'none']),
      before: before.accepted,
    })
    expect(twice.lines).toEqual([
      { lineId: 1, outcome: 'duplicate' },
      { lineId: 2, outcome: 'unproved' },
    ])
    const canceling = { onViolation: 'cancel', holdsSuspects: false } as const
    expect(decide(['unmatched', 'duplicate', 'none'], { settings: canceling, before }).kind).toBe('hold')
    expect(decide(['committed', 'duplicate', 'none'], { settings: canceling }).kind).toBe('cancel')
  })

  test('behavior: an accepted order that was tagged is tagged again only for new findings', () => {
    const accepted = mergeFindings({
      settlement: settlement(['suspect', 'none', 'none']),
      before: undefined,
    })
    const before: SettlementAction = { ...NO_ACTION, kind: 'tag', state: 'lifted', accepted }
    expect(decide(['suspect', 'none', 'none'], { before })).toEqual(before)
    const more = settlement(['suspect', 'suspect', 'none'])
    expect(decide(['suspect', 'suspect', 'none'], { before })).toEqual({
      ...NO_ACTION,
      kind: 'tag',
      accepted,
    })
    expect(listOrderTags({ settlement: more, accepted })).toEqual(['token-gate-suspect'])
    expect(listOrderTags({ settlement: settlement(['suspect', 'committed']), accepted })).toEqual([
      'token-gate',
    ])
  })

  test('behavior: a finding about the whole order is accepted as one', () => {
    const whole = (wholeOutcome: LineOutcome) => settlement(['none', 'none', 'none'], { wholeOutcome })
    const accepted = mergeFindings({ settlement: whole('unproved'), before: undefined })
    const before: SettlementAction = { ...NO_ACTION, kind: 'hold', state: 'lifted', accepted }
    const again = (outcome: LineOutcome) =>
      chooseAction({ order, settlement: whole(outcome), settings, before })
    expect(again('unproved')).toEqual(before)
    expect(again('duplicate')).toMatchObject({ state: 'pending', lineIds: [1, 2], unheldLines: [3] })
    expect(formatFindings(listFindings({ settlement: whole('duplicate'), accepted }))).toBe('duplicate')
  })

  test('behavior: digital goods cannot be held, and the action says so', () => {
    expect(decide(['none', 'unproved', 'unproved'])).toMatchObject({
      state: 'pending',
      lineIds: [2],
      unheldLines: [3],
    })
    expect(decide(['none', 'none', 'unproved'])).toMatchObject({
      state: 'impossible',
      lineIds: [],
      unheldLines: [3],
    })
  })

  test('behavior: suspects are tagged, and held if the merchant wants it', () => {
    expect(decide(['suspect', 'none', 'none'])).toMatchObject({ kind: 'tag', lineIds: [] })
    expect(
      decide(['suspect', 'none', 'none'], { settings: { ...settings, holdsSuspects: true } }),
    ).toMatchObject({
      kind: 'hold',
      lineIds: [1],
    })
  })

  test('behavior: an unproved discount on the whole order holds all of it', () => {
    const whole = settlement(['none', 'none', 'none'], { wholeOutcome: 'unproved' })
    const action = chooseAction({ order, settlement: whole, settings, before: NO_ACTION })
    expect(action).toMatchObject({ lineIds: [1, 2], unheldLines: [3] })
  })

  test('behavior: violations are only tagged or cancelled as set, and an unmatched order is never cancelled', () => {
    const tag = { ...settings, onViolation: 'tag' as const }
    const cancel = { ...settings, onViolation: 'cancel' as const }
    expect(decide(['duplicate', 'none', 'none'], { settings: tag })).toMatchObject({
      kind: 'tag',
      state: 'done',
    })
    expect(decide(['duplicate', 'none', 'none'], { settings: cancel })).toMatchObject({
      kind: 'cancel',
      state: 'pending',
    })
    expect(decide(['unmatched', 'none', 'none'], { settings: cancel })).toMatchObject({ kind: 'hold' })
  })

  test('behavior: an action begun under one setting does not change under another', () => {
    const cancel = { ...settings, onViolation: 'cancel' as const }
    const held: SettlementAction = {
      ...NO_ACTION,
      kind: 'hold',
      state: 'done',
      lineIds: [1],
      holds: [{ fulfillmentOrderId: 'f', holdIds: ['h'], lineIds: [1] }],
    }
    expect(decide(['duplicate', 'none', 'none'], { before: held, settings: cancel })).toEqual(held)
    const tagged: SettlementAction = { ...NO_ACTION, kind: 'tag', state: 'done' }
    expect(decide(['duplicate', 'none', 'none'], { before: tagged, settings: cancel })).toEqual(tagged)
    const suspect: SettlementAction = { ...NO_ACTION, kind: 'tag' }
    expect(decide(['duplicate', 'none', 'none'], { before: suspect })).toMatchObject({
      kind: 'hold',
      state: 'pending',
    })
  })

  const one = { fulfillmentOrderId: 'f', holdIds: ['h'], lineIds: [1] }
  test('behavior: a hold ends when the order is good again, and another broken line joins it', () => {
    const held: SettlementAction = {
      ...NO_ACTION,
      kind: 'hold',
      state: 'done',
      lineIds: [1],
      holds: [{ fulfillmentOrderId: 'f', holdIds: ['h'], lineIds: [1] }],
    }
    expect(decide(['committed', 'none', 'none'], { before: held })).toMatchObject({
      state: 'pending',
      lineIds: [],
    })
    expect(decide(['duplicate', 'duplicate', 'none'], { before: held })).toMatchObject({
      state: 'pending',
      lineIds: [1, 2],
    })
    const both: SettlementAction = { ...held, lineIds: [1, 2], holds: [{ ...one, lineIds: [1, 2] }] }
    expect(decide(['duplicate', 'committed', 'none'], { before: both })).toMatchObject({
      state: 'pending',
      lineIds: [1],
    })
    const lifted: SettlementAction = { ...held, state: 'lifted', holds: [], lineIds: [] }
    expect(decide(['committed', 'none', 'none'], { before: lifted })).toEqual(lifted)
  })

  test('behavior: a cancelled order needs no further action', () => {
    const before: SettlementAction = { ...NO_ACTION, kind: 'cancel', state: 'pending' }
    const cancelled = { ...order, cancelledAt: 1 }
    const input = { order: cancelled, settlement: settlement(['duplicate']), settings }
    expect(chooseAction({ ...input, before })).toMatchObject({ kind: 'cancel', state: 'done' })
    expect(chooseAction({ ...input, before: NO_ACTION })).toEqual(NO_ACTION)
  })
})

describe('the fulfilment orders to hold', () => {
  const line = (lineItemId: number, remaining = 1) => ({ id: `l${lineItemId}`, lineItemId, remaining })
  const own = { id: 'h', handle: HOLD_HANDLE, isOurs: true }
  const plan = (
    lineIds: number[],
    ...fulfillmentOrders: Parameters<typeof planHolds>[0]['fulfillmentOrders'][number][]
  ) => planHolds({ action: { lineIds }, fulfillmentOrders })

  test('default: the wanted lines of an open fulfilment order', () => {
    const found = plan([2], { id: 'f', status: 'OPEN', holds: [], lines: [line(1), line(2, 3)] })
    expect(found).toEqual({
      hold: [{ fulfillmentOrderId: 'f', lines: [{ id: 'l2', quantity: 3 }], lineIds: [2] }],
      release: [],
      standing: [],
      unheldLines: [],
      unroutedLines: [],
      blockedLines: [],
    })
  })

  test('behavior: what somebody else holds is held as a whole, or waits if it has a good line', () => {
    const others = { id: 'x', handle: 'fraud', isOurs: false }
    const found = plan(
      [1, 2, 3],
      { id: 'a', status: 'ON_HOLD', holds: [others], lines: [line(1), line(2, 2), line(9, 0)] },
      { id: 'b', status: 'ON_HOLD', holds: [others], lines: [line(3), line(4)] },
    )
    expect(found).toMatchObject({
      hold: [{ fulfillmentOrderId: 'a', lines: [], lineIds: [1, 2] }],
      unheldLines: [],
      unroutedLines: [],
      blockedLines: [3],
    })
  })

  test('behavior: a standing hold stays, a hold without broken lines is released, and others’ holds are left alone', () => {
    const found = plan(
      [1, 3],
      { id: 'a', status: 'ON_HOLD', holds: [own], lines: [line(1)] },
      { id: 'b', status: 'ON_HOLD', holds: [own], lines: [line(2)] },
      {
        id: 'c',
        status: 'ON_HOLD',
        holds: [{ id: 'x', handle: HOLD_HANDLE, isOurs: false }],
        lines: [line(3)],
      },
    )
    expect(found.standing).toEqual([{ fulfillmentOrderId: 'a', holdIds: ['h'], lineIds: [1] }])
    expect(found.release).toEqual([{ fulfillmentOrderId: 'b', holdIds: ['h'] }])
    expect(found.hold.map(({ fulfillmentOrderId }) => fulfillmentOrderId)).toEqual(['c'])
  })

  test('behavior: a line that became good is released, unless somebody else holds it too', () => {
    const mixed = { id: 'a', status: 'ON_HOLD', lines: [line(1), line(2)] }
    const others = { id: 'x', handle: null, isOurs: false }
    expect(plan([1], { ...mixed, holds: [own] })).toMatchObject({
      release: [{ fulfillmentOrderId: 'a', holdIds: ['h'] }],
      hold: [{ fulfillmentOrderId: 'a', lines: [{ id: 'l1', quantity: 1 }], lineIds: [1] }],
      standing: [],
    })
    expect(plan([1], { ...mixed, holds: [own, others] })).toMatchObject({
      release: [],
      hold: [],
      standing: [{ fulfillmentOrderId: 'a', lineIds: [1] }],
    })
  })

  test('behavior: what is sent or on its way cannot be held, and what is not routed yet can wait', () => {
    const found = plan(
      [1, 2, 3, 4],
      { id: 'a', status: 'CLOSED', holds: [], lines: [line(1, 0)] },
      { id: 'b', status: 'IN_PROGRESS', holds: [], lines: [line(2)] },
      { id: 'c', status: 'OPEN', holds: [], lines: [line(3, 0)] },
    )
    expect(found).toMatchObject({ hold: [], unheldLines: [1, 2, 3], unroutedLines: [4] })
  })
})

describe('what is written to an order', () => {
  test('default: tags by outcome, the record, and the lines that a gate unlocked', () => {
    const done = settlement(['committed', 'duplicate', 'none'])
    expect(listOrderTags({ settlement: done, accepted: undefined })).toEqual([
      'token-gate',
      'token-gate-duplicate',
    ])
    expect(listGatedLines(done)).toEqual(['gid://shopify/LineItem/1'])
    expect(JSON.parse(formatOrderRecord(done))).toEqual({
      v: 1,
      verdict: 'mixed',
      gates: [[1, 3]],
      grants: ['a'.repeat(16)],
      lines: [
        [1, 'committed'],
        [2, 'duplicate'],
      ],
    })
    expect(listOrderTags({ settlement: settlement(['none']), accepted: undefined })).toEqual([])
  })

  test('behavior: 500 lines stay within 2,000 bytes and 128 items', () => {
    const many = settlement(
      Array.from({ length: 500 }, () => 'committed' as const),
      {
        holders: Array.from({ length: 16 }, (_, i) => `0x${String(i).padStart(40, '0')}`),
      },
    )
    const record = formatOrderRecord(many)
    expect(record.length).toBeLessThanOrEqual(2000)
    expect(JSON.parse(record)).toMatchObject({ more: expect.any(Number), holders: expect.any(Array) })
    expect(listGatedLines(many)).toHaveLength(128)
  })
})
