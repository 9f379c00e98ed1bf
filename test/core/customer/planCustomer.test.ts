import { describe, expect, test } from 'vitest'
import { planCustomer } from '../../../app/core/customer/planCustomer.ts'
import type { CustomerGate } from '../../../app/core/customer/types.ts'

const row = (gate: number, more: Partial<CustomerGate> = {}): CustomerGate => ({
  ...{ gate, linkedAt: 1, ownTag: null, isLeaving: false, version: 1 },
  ...more,
})
const none = { tags: [], metafield: null }
const owls = new Map<number, string | null>([[1, 'Owls']])

describe('planCustomer', () => {
  test('default: the tag is added, is the app’s own, and stands in the metafield', () => {
    expect(planCustomer({ gates: [row(1)], wanted: owls, found: none })).toEqual({
      addTags: ['Owls'],
      removeTags: [],
      metafield: '["Owls"]',
      kept: [{ gate: 1, version: 1, ownTag: 'Owls', askedTag: 'Owls', refusal: null }],
    })
  })

  test('behavior: a second run writes nothing', () => {
    const found = { tags: ['Owls'], metafield: { value: '["Owls"]', digest: 'd' } }
    const plan = planCustomer({ gates: [row(1, { ownTag: 'Owls' })], wanted: owls, found })
    expect(plan).toMatchObject({ addTags: [], removeTags: [], metafield: undefined })
    expect(plan.kept[0]?.ownTag).toBe('Owls')
  })

  test('behavior: a tag that the customer had before is not the app’s own, whatever its case', () => {
    const found = { tags: ['vip', ' OWLS'], metafield: null }
    const plan = planCustomer({ gates: [row(1)], wanted: owls, found })
    expect(plan).toMatchObject({ addTags: [], removeTags: [], kept: [{ ownTag: null, refusal: null }] })
    const left = planCustomer({ gates: [row(1, { isLeaving: true })], wanted: owls, found })
    expect(left).toMatchObject({ removeTags: [], kept: [] })
  })

  test('behavior: a customer who leaves loses the app’s own tag alone, and the metafield', () => {
    const found = { tags: ['vip', 'owls'], metafield: { value: '["Owls"]', digest: 'd' } }
    const gates = [row(1, { ownTag: 'Owls', isLeaving: true })]
    expect(planCustomer({ gates, wanted: owls, found })).toEqual({
      ...{ addTags: [], removeTags: ['owls'], metafield: null, kept: [] },
    })
  })

  test('behavior: a tag of two gates stays while one of them gives it', () => {
    const wanted = new Map([
      [1, 'Owls'],
      [2, 'owls'],
    ])
    const found = { tags: ['Owls'], metafield: null }
    const gates = [row(1, { ownTag: 'Owls', isLeaving: true }), row(2)]
    const plan = planCustomer({ gates, wanted, found })
    expect(plan).toMatchObject({ addTags: [], removeTags: [], kept: [{ gate: 2, ownTag: 'owls' }] })
  })

  test('behavior: a renamed tag replaces the old one; a suspended gate gives none', () => {
    const found = { tags: ['Owls'], metafield: null }
    const gates = [row(1, { ownTag: 'Owls' })]
    expect(planCustomer({ gates, wanted: new Map([[1, 'Night owls']]), found })).toMatchObject({
      ...{ addTags: ['Night owls'], removeTags: ['Owls'] },
      kept: [{ ownTag: 'Night owls', askedTag: 'Night owls' }],
    })
    expect(planCustomer({ gates, wanted: new Map([[1, null]]), found })).toMatchObject({
      ...{ addTags: [], removeTags: ['Owls'], metafield: undefined },
      kept: [{ gate: 1, ownTag: null, askedTag: null }],
    })
  })

  test('refuses: the 251st tag, until another leaves', () => {
    const tags = Array.from({ length: 250 }, (_, i) => `t${i}`)
    const full = planCustomer({ gates: [row(1)], wanted: owls, found: { tags, metafield: null } })
    expect(full).toMatchObject({ addTags: [], kept: [{ ownTag: null, refusal: 'tags-full' }] })
    expect(full.metafield).toBe('["Owls"]')
    const gates = [row(1), row(2, { ownTag: 't7', isLeaving: true })]
    const freed = planCustomer({ gates, wanted: owls, found: { tags, metafield: null } })
    expect(freed).toMatchObject({ addTags: ['Owls'], removeTags: ['t7'], kept: [{ refusal: null }] })
  })
})
