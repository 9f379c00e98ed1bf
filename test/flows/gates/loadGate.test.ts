import { afterEach, describe, expect, test, vi } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { findProducts } from '../../../app/flows/gates/findProducts.ts'
import { listGates } from '../../../app/flows/gates/listGates.ts'
import { loadGate } from '../../../app/flows/gates/loadGate.ts'
import { fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const { myshopifyDomain } = shop
const mug = {
  id: 8101,
  title: 'Camp Mug',
  handle: 'camp-mug',
  imageUrl: null,
  storeUrl: null,
  status: 'ACTIVE' as const,
}

describe('loadGate', () => {
  test('default', async () => {
    const { ctx } = fakeContext()
    expect((await loadGate(ctx, { myshopifyDomain, number: 82 })).gate.number).toBe(82)
  })

  test('refuses: a gate that does not exist (ERR_GATE_NOT_FOUND)', async () => {
    const { ctx } = fakeContext()
    await expect(loadGate(ctx, { myshopifyDomain, number: 1 })).rejects.toMatchObject({
      code: 'ERR_GATE_NOT_FOUND',
    })
  })
})

describe('listGates', () => {
  test('default: newest first', async () => {
    const { ctx } = fakeContext({ gates: [makeGate(), makeGate({ number: 83 as GateNumber })] })
    const { gates } = await listGates(ctx, { myshopifyDomain })
    expect(gates.map((gate) => gate.number)).toEqual([83, 82])
  })
})

describe('findProducts', () => {
  test('default: existing products only, and none if Shopify does not answer', async () => {
    const { ctx, state } = fakeContext()
    ctx.shopify.readProducts = async () => [mug, null]
    expect(await findProducts(ctx, { ids: [8101, 8102] })).toEqual([mug])
    ctx.shopify.readProducts = async () => {
      throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'down')
    }
    expect(await findProducts(ctx, { ids: [8101] })).toEqual([])
    expect(state.logged).toEqual(['Could not read products: down'])
  })

  test('behavior: each product is asked for once, and at most 250 are', async () => {
    const { ctx } = fakeContext()
    const asked: number[][] = []
    ctx.shopify.readProducts = async (ids) => {
      asked.push([...ids])
      return []
    }
    await findProducts(ctx, { ids: [] })
    await findProducts(ctx, { ids: [2, 1, 2] })
    await findProducts(ctx, { ids: Array.from({ length: 300 }, (_, i) => i + 1) })
    expect(asked.map((ids) => ids.length)).toEqual([2, 250])
  })
})
