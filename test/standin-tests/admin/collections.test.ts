import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestAdmin, type TestAdmin } from './startTestAdmin.ts'

let admin: TestAdmin
beforeEach(async () => {
  admin = await startTestAdmin()
  await admin.install()
  const jacket = admin.shop.products.get(11)
  const first = jacket?.variants[0]
  if (!jacket || !first) throw new Error('the product is not there')
  jacket.variants = [first, { ...first, id: 112 }, { ...first, id: 113 }]
  const names = { title: 'Large', handle: 'large', image: null, updatedAt: '2026-11-25T00:00:00Z' }
  admin.shop.collections.set(71, { id: 71, ...names, productIds: [12], variantIds: [111, 113] })
})
afterEach(() => admin.close())

const QUERY = `query Read($collection: ID!, $product: ID!) {
  collection(id: $collection) { products(first: 10, sortKey: ID) { nodes { id } } hasProduct(id: $product) }
  product(id: $product) {
    inCollection(id: $collection)
    variantsInCollection(collectionId: $collection, first: 1) { nodes { id } pageInfo { hasNextPage } }
    variantsInCollectionCount(collectionId: $collection) { count }
  }
}`

async function read(productId: number, collectionId = 71): Promise<unknown> {
  const variables = {
    collection: `gid://shopify/Collection/${collectionId}`,
    product: `gid://shopify/Product/${productId}`,
  }
  const { body } = await admin.graphql({ query: QUERY, variables })
  expect(body.errors).toBeUndefined()
  return body.data
}

describe('a collection of single variants', () => {
  test('default: the collection lists the product and its variants in it, page by page', async () => {
    expect(await read(11)).toEqual({
      collection: {
        products: { nodes: [{ id: 'gid://shopify/Product/11' }, { id: 'gid://shopify/Product/12' }] },
        hasProduct: true,
      },
      product: {
        inCollection: true,
        variantsInCollection: {
          nodes: [{ id: 'gid://shopify/ProductVariant/111' }],
          pageInfo: { hasNextPage: true },
        },
        variantsInCollectionCount: { count: 2 },
      },
    })
  })

  test('behavior: variantsInCollection is null for a product that is in the collection as a whole', async () => {
    expect(await read(12)).toMatchObject({
      product: { inCollection: true, variantsInCollection: null, variantsInCollectionCount: null },
    })
  })

  test('behavior: `inCollection` may be false for a product with single variants', async () => {
    admin.shop.knobs.partsInCollection = 'no'
    expect(await read(11)).toMatchObject({
      collection: { hasProduct: false },
      product: { inCollection: false, variantsInCollection: { pageInfo: { hasNextPage: true } } },
    })
    expect(await read(12)).toMatchObject({ product: { inCollection: true } })
  })
})
