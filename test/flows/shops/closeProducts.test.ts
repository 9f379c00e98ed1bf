import { describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { closeProducts } from '../../../app/flows/shops/closeProducts.ts'
import { listExclusiveProducts } from '../../../app/flows/shops/listExclusiveProducts.ts'
import { undoClosing } from '../../../app/flows/shops/undoClosing.ts'
import type { ProductStatus } from '../../../app/ports/shopify.ts'
import { fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop

/** A shop with an exclusive gate about three products, one of them a draft, and another gate about a fourth. */
function open() {
  const { ctx, state } = fakeContext()
  const reaction = { ...NO_FLAGS, exclusive: true, price: null }
  state.gates = [
    makeGate({ number: 1 as GateNumber, reaction, writtenProductIds: [1, 2, 3] }),
    makeGate({
      number: 2 as GateNumber,
      reaction: { ...reaction, exclusive: false, freeShipping: true },
      writtenProductIds: [4],
    }),
  ]
  const statuses = new Map<number, ProductStatus>([
    [1, 'ACTIVE'],
    [2, 'UNLISTED'],
    [3, 'DRAFT'],
    [4, 'ACTIVE'],
    [5, 'DRAFT'],
  ])
  ctx.shopify.readProducts = async (ids) =>
    ids.map((id) => ({
      id,
      title: `Product ${id}`,
      handle: `p${id}`,
      imageUrl: null,
      storeUrl: null,
      status: statuses.get(id) ?? 'ACTIVE',
    }))
  ctx.shopify.setProductStatus = async ({ productId, status }) => void statuses.set(productId, status)
  return { ctx, statuses, state }
}

describe('closeProducts', () => {
  test('default: exclusive products on sale become drafts, and undo gives each its own status back', async () => {
    const { ctx, statuses } = open()
    const { products } = await listExclusiveProducts(ctx, { shop })
    expect(products.map(({ id, status }) => [id, status])).toEqual([
      [1, 'ACTIVE'],
      [2, 'UNLISTED'],
    ])
    expect(await closeProducts(ctx, { myshopifyDomain, ids: [1, 2, 3] })).toEqual({ products, failure: null })
    expect([...statuses.values()]).toEqual(['DRAFT', 'DRAFT', 'DRAFT', 'ACTIVE', 'DRAFT'])
    expect(await undoClosing(ctx, { myshopifyDomain, products })).toEqual({
      count: 2,
      left: [],
      failure: null,
    })
    expect([...statuses.values()]).toEqual(['ACTIVE', 'UNLISTED', 'DRAFT', 'ACTIVE', 'DRAFT'])
  })

  test('behavior: if Shopify refuses one, those before it are told, so that they can be undone', async () => {
    const { ctx, statuses } = open()
    const set = ctx.shopify.setProductStatus
    const failing = (id: number, error: unknown) => {
      ctx.shopify.setProductStatus = (asked) => (asked.productId === id ? Promise.reject(error) : set(asked))
    }
    const locked = new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify has locked this shop.', { hint: 'Ask.' })
    failing(2, locked)
    const { products, failure } = await closeProducts(ctx, { myshopifyDomain, ids: [1, 2] })
    expect([products.map(({ id }) => id), failure]).toEqual([[1], 'Shopify has locked this shop. Ask.'])
    failing(0, null)
    expect(await undoClosing(ctx, { myshopifyDomain, products })).toMatchObject({ count: 1, left: [] })
    expect(statuses.get(1)).toBe('ACTIVE')
    await closeProducts(ctx, { myshopifyDomain, ids: [1, 2] })
    const both = [products[0], { id: 2, status: 'UNLISTED' }].flatMap((one) => one ?? []) as typeof products
    failing(1, locked)
    expect(await undoClosing(ctx, { myshopifyDomain, products: both })).toEqual({
      ...{ count: 1, left: [1] },
      failure: 'Shopify has locked this shop. Ask.',
    })
    expect([statuses.get(1), statuses.get(2)]).toEqual(['DRAFT', 'UNLISTED'])
    failing(1, new Response(null, { status: 401 }))
    await expect(undoClosing(ctx, { myshopifyDomain, products: both })).rejects.toMatchObject({ status: 401 })
    failing(0, null)
    await undoClosing(ctx, { myshopifyDomain, products: both })
    for (const error of [locked, new Response(null, { status: 401 })]) {
      failing(1, error)
      await expect(closeProducts(ctx, { myshopifyDomain, ids: [1, 2] })).rejects.toBe(error)
    }
  })

  test('refuses: products that no exclusive gate is about, and to open a product without a gate', async () => {
    const { ctx, statuses } = open()
    expect(await closeProducts(ctx, { myshopifyDomain, ids: [4, 5] })).toEqual({
      products: [],
      failure: null,
    })
    expect(await undoClosing(ctx, { myshopifyDomain, products: [{ id: 5, status: 'ACTIVE' }] })).toEqual({
      count: 0,
      left: [],
      failure: null,
    })
    expect(statuses.get(4)).toBe('ACTIVE')
    expect(statuses.get(5)).toBe('DRAFT')
  })

  test('behavior: a paused exclusive gate still closes its products, one about everything is told', async () => {
    const { ctx, state } = open()
    state.gates = state.gates.map((gate) => ({ ...gate, state: 'paused', subject: { kind: 'all' } }))
    const found = await listExclusiveProducts(ctx, { shop })
    expect(found).toMatchObject({ isWholeShop: true, isPartial: false })
    expect(found.products).toHaveLength(2)
  })
})
