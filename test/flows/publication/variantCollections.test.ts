import { describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import { deleteGate } from '../../../app/flows/gates/deleteGate.ts'
import { publishGate } from '../../../app/flows/publication/publishGate.ts'
import { updateCollection } from '../../../app/flows/publication/updateCollection.ts'
import { updateProduct } from '../../../app/flows/publication/updateProduct.ts'
import { findMarkFaults } from '../../../app/flows/selfTest/findMarkFaults.ts'
import { fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'
import type { FakeShopify } from '../../fakes/fakeShopify.ts'

const { myshopifyDomain } = shop
const exclusive = { ...NO_FLAGS, exclusive: true, price: null }
const subject = { kind: 'collections', ids: [5] } as const
const variant = (productId: number, variantId: number) => ({ productId, variantId })

function open(variants = [variant(1, 11), variant(1, 12)]) {
  const fake = fakeContext({ gates: [makeGate({ subject, reaction: exclusive, writtenProductIds: [] })] })
  fake.shopify.collections.set(5, [2])
  fake.shopify.singleVariants.set(5, variants)
  return fake
}
const productMark = ({ metafields }: FakeShopify, id: number) =>
  metafields.get(`gid://shopify/Product/${id} gates`)
const cards = ({ metafields }: FakeShopify, id: number) =>
  metafields.get(`gid://shopify/Product/${id} gate_cards`)
const variantMarks = ({ metafields }: FakeShopify) =>
  [...metafields]
    .flatMap(([name, value]) =>
      name.includes('/ProductVariant/') ? [`${name.split('/').at(-1)} ${value}`] : [],
    )
    .sort()

describe('a gate about a collection of single variants', () => {
  test('default: the variants carry the mark, and their product only the card', async () => {
    const { ctx, shopify } = open()
    const gate = await publishGate(ctx, { shop, number: 82 })
    expect(gate).toMatchObject({ writtenProductIds: [1, 2], writtenVariantIds: [11, 12] })
    expect([1, 2].map((id) => productMark(shopify, id))).toEqual([undefined, '2a*'])
    expect(variantMarks(shopify)).toEqual(['11 gates 2a*', '12 gates 2a*'])
    expect(cards(shopify, 1)).toBe(cards(shopify, 2))
    expect(await findMarkFaults(ctx, { shop })).toEqual({ looked: 4, faults: [] })
  })

  test('behavior: variants that join or leave are written, by the collection’s and by the product’s webhook', async () => {
    const { ctx, shopify } = open()
    await publishGate(ctx, { shop, number: 82 })
    shopify.singleVariants.set(5, [variant(1, 12), variant(1, 13)])
    await updateCollection(ctx, { shop, collectionId: 5, publishes: true })
    expect(variantMarks(shopify)).toEqual(['12 gates 2a*', '13 gates 2a*'])
    shopify.singleVariants.set(5, [variant(1, 11)])
    await updateProduct(ctx, { shop, productId: 1 })
    expect(variantMarks(shopify)).toEqual(['11 gates 2a*'])
    expect(productMark(shopify, 1)).toBeUndefined()
  })

  test.each([
    [
      'collection',
      (ctx: ReturnType<typeof open>['ctx']) =>
        updateCollection(ctx, { shop, collectionId: 5, publishes: true }),
    ],
    ['product', (ctx: ReturnType<typeof open>['ctx']) => updateProduct(ctx, { shop, productId: 1 })],
    ['gate', (ctx: ReturnType<typeof open>['ctx']) => publishGate(ctx, { shop, number: 82 })],
  ])(
    'behavior: a change from variants to the whole product and back is seen through the %s',
    async (_name, look) => {
      const { ctx, shopify } = open()
      await publishGate(ctx, { shop, number: 82 })
      shopify.singleVariants.set(5, [])
      shopify.collections.set(5, [1, 2])
      await look(ctx)
      expect(productMark(shopify, 1)).toBe('2a*')
      expect(variantMarks(shopify)).toEqual([])
      shopify.singleVariants.set(5, [variant(1, 12)])
      shopify.collections.set(5, [2])
      await look(ctx)
      expect(productMark(shopify, 1)).toBeUndefined()
      expect(variantMarks(shopify)).toEqual(['12 gates 2a*'])
    },
  )

  test('behavior: the variants of a copied product lose the marks of the original', async () => {
    const { ctx, shopify } = open()
    await publishGate(ctx, { shop, number: 82 })
    shopify.metafields.set('gid://shopify/ProductVariant/91 gates', '2a*')
    await updateProduct(ctx, { shop, productId: 9 })
    expect(variantMarks(shopify)).toEqual(['11 gates 2a*', '12 gates 2a*'])
  })

  test('behavior: a deleted gate leaves no variant marked, not even those that joined later', async () => {
    const { ctx, shopify } = open()
    await publishGate(ctx, { shop, number: 82 })
    shopify.singleVariants.set(5, [variant(1, 11), variant(3, 31)])
    await updateCollection(ctx, { shop, collectionId: 5, publishes: true })
    expect(variantMarks(shopify)).toEqual(['11 gates 2a*', '31 gates 2a*'])
    await deleteGate(ctx, { actor: 'system', myshopifyDomain, number: 82 })
    expect(variantMarks(shopify)).toEqual([])
    expect([1, 2, 3].map((id) => cards(shopify, id))).toEqual([undefined, undefined, undefined])
  })

  test('refuses: an interrupted read of the collection, which changes nothing, and the gate has the reason (ERR_SHOPIFY_USER)', async () => {
    const { ctx, shopify } = open()
    await publishGate(ctx, { shop, number: 82 })
    shopify.singleVariants.set(5, [])
    shopify.failing = 'listCollectionProducts'
    await expect(updateCollection(ctx, { shop, collectionId: 5, publishes: true })).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_USER',
    })
    expect(await ctx.collections.variants({ shopId: shop.id, collectionIds: [5] })).toEqual([11, 12])
    expect(variantMarks(shopify)).toEqual(['11 gates 2a*', '12 gates 2a*'])
    shopify.failing = 'listCollectionProducts'
    const { publication } = await publishGate(ctx, { shop, number: 82 })
    expect(publication).toMatchObject({ kind: 'pending', reason: expect.stringContaining('Shopify refused') })
  })
})
