import { describe, expect, test } from 'vitest'
import { planCartAttributes, planLineAttributes, proofKey } from '../../../client/storefront/planCart.ts'

const gift = { key: 'gift', value: 'yes' }
const old = { key: proofKey, value: 'old' }

describe('planCartAttributes', () => {
  test('default: the proof joins the attributes of others, which keep their order', () => {
    expect(planCartAttributes({ attributes: [gift], proof: 'new' })).toEqual([
      gift,
      { key: proofKey, value: 'new' },
    ])
    expect(planCartAttributes({ attributes: [old, gift], proof: 'new' })).toEqual([
      gift,
      { key: proofKey, value: 'new' },
    ])
  })

  test('behavior: nothing is planned where nothing would change, and a removed proof leaves the others', () => {
    expect(planCartAttributes({ attributes: [gift, old], proof: 'old' })).toBeNull()
    expect(planCartAttributes({ attributes: [gift], proof: null })).toBeNull()
    expect(planCartAttributes({ attributes: [gift, { key: proofKey, value: '' }], proof: null })).toBeNull()
    expect(planCartAttributes({ attributes: [gift, old], proof: null })).toEqual([gift])
  })

  test('behavior: a proof that stands twice is written once', () => {
    expect(planCartAttributes({ attributes: [old, old], proof: 'old' })).toEqual([old])
  })
})

describe('planLineAttributes', () => {
  const line = { id: 'a', productId: 1, variantId: 11, quantity: 2, attributes: [gift, old] }
  const other = { id: 'b', productId: 2, variantId: 21, quantity: 1, attributes: [] }
  const lineProofs = [{ productId: 1, variantId: 11, proof: 'new' }]
  const decided = (isDecided: boolean) => ({ products: { 1: [7] }, isDecided: () => isDecided })

  test('default: a line of an open gate gets its proof, beside the attributes of others', () => {
    expect(planLineAttributes({ lines: [line, other], lineProofs, asked: decided(true) })).toEqual([
      { id: 'a', attributes: [gift, { key: proofKey, value: 'new' }] },
    ])
  })

  test('behavior: a line keeps its old proof while a gate of its product could not be checked', () => {
    expect(planLineAttributes({ lines: [line], lineProofs, asked: decided(false) })).toEqual([])
    expect(planLineAttributes({ lines: [line], lineProofs: [], asked: decided(true) })).toEqual([
      { id: 'a', attributes: [gift] },
    ])
  })

  test('behavior: without a check every proof is removed', () => {
    expect(planLineAttributes({ lines: [line, other], lineProofs: [] })).toEqual([
      { id: 'a', attributes: [gift] },
    ])
  })
})
