import { describe, expect, test } from 'vitest'
import {
  collectionsOf,
  formatSingleVariant,
  listByProduct,
  type MemberKey,
} from '../../../app/core/gate/memberships.ts'

const single = (productId: number, variantId: number) => formatSingleVariant({ productId, variantId })
const memberships = new Map<MemberKey, Set<number>>([
  [1, new Set([5])],
  [single(1, 11), new Set([6])],
  [single(2, 21), new Set([7])],
])

describe('collectionsOf', () => {
  const of = (productId: number, variantId: number | null) =>
    [...collectionsOf({ memberships, productId, variantId })].sort()

  test('default: the collections of the whole product and those of the single variant', () => {
    expect(of(1, 11)).toEqual([5, 6])
    expect(of(1, 12)).toEqual([5])
    expect(of(2, 21)).toEqual([7])
    expect(of(2, 22)).toEqual([])
  })

  test('behavior: without a variant, only the collections of the whole product', () => {
    expect(of(1, null)).toEqual([5])
    expect(of(2, null)).toEqual([])
  })

  test('behavior: a variant of another product adds no collection', () => {
    expect(of(1, 21)).toEqual([5])
    expect(of(3, 21)).toEqual([])
  })
})

test('groupByProduct: all collections of a product and of its single variants', () => {
  expect(listByProduct(memberships)).toEqual(
    new Map([
      [1, new Set([5, 6])],
      [2, new Set([7])],
    ]),
  )
})
