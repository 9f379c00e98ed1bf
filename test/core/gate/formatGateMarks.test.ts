import { describe, expect, test } from 'vitest'
import { checkGateMarks, formatGateMarks } from '../../../app/core/gate/formatGateMarks.ts'
import type { Gate, GateNumber } from '../../../app/core/gate/types.ts'
import { makeGate } from '../../fakes/fakeContext.ts'

const numbered = (number: number, over: Partial<Gate> = {}) =>
  makeGate({ number: number as GateNumber, ...over })
const mark = (number: number, isExclusive = false) => ({ number: number as GateNumber, isExclusive })

describe('formatGateMarks', () => {
  test('default: numbers in base 36, ascending, with a star after an exclusive gate', () => {
    expect(formatGateMarks({ gates: [mark(82), mark(33), mark(1, true)], owner: 'product' })).toBe('1* x 2a')
    expect(formatGateMarks({ gates: [], owner: 'variant' })).toBe('')
  })

  test('refuses: more gates than a product or a variant can carry (ERR_GATE_INVALID)', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => mark(100 + i))
    expect(formatGateMarks({ gates: many(27), owner: 'product' })).toHaveLength(80)
    expect(() => formatGateMarks({ gates: many(28), owner: 'product' })).toThrowError(
      expect.objectContaining({ code: 'ERR_GATE_INVALID' }),
    )
    expect(() => formatGateMarks({ gates: many(21), owner: 'variant' })).toThrowError(
      expect.objectContaining({ code: 'ERR_GATE_INVALID' }),
    )
  })

  test('refuses: to save a gate on a variant that is full (ERR_GATE_INVALID)', () => {
    const subject = { kind: 'variants', variants: [{ productId: 1, variantId: 2 }] } as const
    const gates = Array.from({ length: 20 }, (_, i) => numbered(100 + i, { subject }))
    const draft = numbered(1, { subject })
    const check = (beside: readonly Gate[], number: number) => () =>
      checkGateMarks({ gates: beside, number: number as GateNumber, draft })
    expect(check(gates, 120)).toThrowError(expect.objectContaining({ code: 'ERR_GATE_INVALID' }))
    expect(check(gates.slice(1), 120)).not.toThrow()
    // 19 marks of two digits and their spaces leave room for three digits of base 36.
    expect(check(gates.slice(1), 36 ** 3 - 1)).not.toThrow()
    expect(check(gates.slice(1), 36 ** 3)).toThrowError(expect.objectContaining({ code: 'ERR_GATE_INVALID' }))
  })
})
