import { expect, test } from 'vitest'
import { listSharedProducts } from '../../../../app/core/gate/remarks/listSharedProducts.ts'
import type { Subject } from '../../../../app/core/gate/types.ts'

const all: Subject = { kind: 'all' }
const products = (...ids: number[]): Subject => ({ kind: 'products', ids })
const collections = (...ids: number[]): Subject => ({ kind: 'collections', ids })
const variant = (productId: number, variantId: number): Subject => ({
  kind: 'variants',
  variants: [{ productId, variantId }],
})
const collectionsOf = new Map([[1, new Set([71])]])

test.each<[string, Subject, readonly number[], Subject, number[] | null]>([
  ['the same product', products(1, 2), [1, 2], products(2, 3), [2]],
  ['different products', products(1), [1], products(2), null],
  ['everything and one product', all, [], products(2), []],
  ['one product and everything', products(1), [1], all, [1]],
  ['a product and its variant', products(1), [1], variant(1, 11), [1]],
  ['the same variant', variant(1, 11), [1], variant(1, 11), [1]],
  ['two variants of one product', variant(1, 11), [1], variant(1, 12), null],
  ['a product in a collection', products(1), [1], collections(71), [1]],
  ['a product outside of a collection', products(2), [2], collections(71), null],
  ['the same collection, of unknown products', collections(71), [], collections(71), []],
  ['another collection', collections(72), [], collections(71), null],
])('default: %s', (_name, subject, ids, other, shared) => {
  expect(listSharedProducts({ subject, ids, other, collectionsOf })).toEqual(shared)
})
