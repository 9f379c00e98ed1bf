import { describe, expect, test } from 'vitest'
import { formatDefaultTag, parseTag, planTags } from '../../../app/core/customer/customerTags.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'

const number = 7 as GateNumber
const gate = { number, name: 'Owls', state: 'active' as const, deletedAt: null }
const choice = { gate: 7, tag: null, isOn: true, removesWhenPaused: false }

describe('parseTag', () => {
  test('default', () => {
    expect(parseTag('  Night   owls ')).toBe('Night owls')
    expect(parseTag(' ')).toBeNull()
  })
  test.each([
    ['a comma', 'a,b'],
    ['an invisible character', 'a\u200bb'],
    ['256 characters', 'x'.repeat(256)],
  ])('refuses: %s (ERR_BODY_INVALID)', (_, text) => {
    expect(() => parseTag(text)).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
  })
})

describe('formatDefaultTag', () => {
  test('default: the gate’s name, without commas', () => {
    expect(formatDefaultTag({ number, name: 'Owls, 20 % off' })).toBe('Owls 20 % off')
    expect(formatDefaultTag({ number, name: ',' })).toBe('Gate 7')
    expect(formatDefaultTag({ number, name: 'x'.repeat(300) })).toHaveLength(255)
  })
})

describe('planTags', () => {
  test('default: each gate gives its name, or the merchant’s tag', () => {
    expect(planTags({ gates: [gate], tags: [], isOn: true })).toEqual(new Map([[7, 'Owls']]))
    const tags = [{ ...choice, tag: 'VIP' }]
    expect(planTags({ gates: [gate], tags, isOn: true })).toEqual(new Map([[7, 'VIP']]))
  })
  test('behavior: a paused gate keeps its tag unless the merchant takes it back', () => {
    const gates = [{ ...gate, state: 'paused' as const }]
    expect(planTags({ gates, tags: [], isOn: true })).toEqual(new Map([[7, 'Owls']]))
    const tags = [{ ...choice, removesWhenPaused: true }]
    expect(planTags({ gates, tags, isOn: true })).toEqual(new Map([[7, null]]))
  })
  test('behavior: nobody is tagged by a deleted gate, a gate that is off, or a shop that is off', () => {
    const empty = new Map()
    expect(planTags({ gates: [{ ...gate, deletedAt: 1 }], tags: [], isOn: true })).toEqual(empty)
    expect(planTags({ gates: [gate], tags: [{ ...choice, isOn: false }], isOn: true })).toEqual(empty)
    expect(planTags({ gates: [gate], tags: [], isOn: false })).toEqual(empty)
  })
})
