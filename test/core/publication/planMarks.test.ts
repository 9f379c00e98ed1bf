import { describe, expect, test } from 'vitest'
import { InputError } from '../../../app/core/errors/base.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate, GateNumber } from '../../../app/core/gate/types.ts'
import {
  isSamePlan,
  planMarkWrites,
  planProductMarks,
  planVariantMarks,
} from '../../../app/core/publication/planMarks.ts'
import { makeGate } from '../../fakes/fakeContext.ts'

const exclusive = { ...NO_FLAGS, exclusive: true, price: null }
const numbered = (number: number, over: Partial<Gate> = {}) =>
  makeGate({ number: number as GateNumber, ...over })
const variants = [{ productId: 8101, variantId: 91 }]
const gates = [
  numbered(1, { subject: { kind: 'products', ids: [8101] }, reaction: exclusive }),
  numbered(2, { subject: { kind: 'variants', variants } }),
  numbered(3, { subject: { kind: 'collections', ids: [5] } }),
  numbered(4, { subject: { kind: 'all' } }),
  numbered(5, { subject: { kind: 'products', ids: [8101] }, deletedAt: 1 }),
]
const cardIds = new Map([1, 2, 3, 4, 5].map((number) => [number, `card-${number}`]))
const productGid = 'gid://shopify/Product/8101'

describe('marks and cards of products and variants', () => {
  test('default: a gate about a variant marks the variant and shows its card on the product; one about everything marks nothing', () => {
    const memberships = new Map([[8101, new Set([5])]])
    expect(planProductMarks({ gates, productIds: [8101], memberships, cardIds })).toEqual([
      { ownerId: productGid, key: 'gates', value: '1* 3' },
      { ownerId: productGid, key: 'gate_cards', value: '["card-1","card-2","card-3"]' },
    ])
    expect(planVariantMarks({ gates, variantIds: [91], inCollections: new Map() })).toMatchObject([
      { ownerId: 'gid://shopify/ProductVariant/91', key: 'gates', value: '2' },
    ])
  })

  test('behavior: a product or variant without a gate carries nothing', () => {
    const planned = planProductMarks({ gates, productIds: [9], memberships: new Map(), cardIds })
    expect(planned.map(({ value }) => value)).toEqual([null, null])
    expect(planVariantMarks({ gates, variantIds: [92], inCollections: new Map() })).toMatchObject([
      { value: null },
    ])
  })

  test('refuses: more gates than fit on a product, and leaves both its metafields unchanged (ERR_GATE_INVALID)', () => {
    const many = Array.from({ length: 28 }, (_, i) =>
      numbered(100 + i, { subject: { kind: 'products', ids: [8101] } }),
    )
    const planned = planProductMarks({ gates: many, productIds: [8101], memberships: new Map(), cardIds })
    for (const { value } of planned)
      expect(value).toMatchObject({ code: 'ERR_GATE_INVALID', message: expect.stringContaining('8101') })
    expect(planMarkWrites({ planned, found: [null, null] })).toEqual([])
  })
})

describe('planMarkWrites', () => {
  const planned = planProductMarks({ gates: [], productIds: [1, 2, 3], memberships: new Map(), cardIds })
  const old = { value: '1', digest: 'd1' }

  test('default: a different value is written with the digest that was read; equal values and missing owners are skipped', () => {
    const found = [old, null, 'owner-gone', 'owner-gone', null, null] as const
    expect(planMarkWrites({ planned, found })).toEqual([
      {
        ownerId: 'gid://shopify/Product/1',
        key: 'gates',
        type: 'single_line_text_field',
        value: null,
        digest: 'd1',
      },
    ])
  })

  test('behavior: two plans are equal if every value is equal, or an error in both', () => {
    const [first] = planned
    if (!first) throw new Error('The plan is empty.')
    const failed = { ...first, value: new InputError('ERR_GATE_INVALID', 'Too many.') }
    const again = { ...first, value: new InputError('ERR_GATE_INVALID', 'Too many.') }
    expect(isSamePlan([failed], [again])).toBe(true)
    expect(isSamePlan([failed], [first])).toBe(false)
    expect(isSamePlan([first], [{ ...first, value: '1' }])).toBe(false)
  })
})
