import { describe, expect, test } from 'vitest'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { setGateState } from '../../../app/flows/gates/setGateState.ts'
import { retryPublication } from '../../../app/flows/publication/retryPublication.ts'
import { fakeContext, makeGate, NOW, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop
const code = (text: string) => expect.objectContaining({ code: text })
const configOf = (shopify: ReturnType<typeof fakeContext>['shopify']) =>
  JSON.parse(shopify.metafields.get('gid://shopify/DiscountAutomaticNode/1 proof_config') ?? '{}') as {
    x?: unknown
  }
const gates = [makeGate(), makeGate({ number: 83 as GateNumber, state: 'paused' })]

describe('setGateState', () => {
  test('default: pauses at Shopify too, and resuming takes it back', async () => {
    const { ctx, state, shopify } = fakeContext({ gates, now: NOW + 60 })
    const paused = await setGateState(ctx, { myshopifyDomain, numbers: [82], state: 'paused' })
    expect(paused).toMatchObject([
      { number: 82, state: 'paused', revision: 3, publication: { kind: 'published' } },
    ])
    expect(configOf(shopify).x).toContainEqual(['2a', 4])
    expect(shopify.cards.get('gate-82')?.state).toBe('paused')
    state.now += 60
    await setGateState(ctx, { myshopifyDomain, numbers: [82], state: 'active' })
    expect(configOf(shopify).x).not.toContainEqual(['2a', 4])
  })

  test('behavior: what is so already, or is not there, is passed over', async () => {
    const { ctx, shopify } = fakeContext({ gates })
    expect(await setGateState(ctx, { myshopifyDomain, numbers: [83, 999], state: 'paused' })).toEqual([])
    expect(shopify.calls).toEqual([])
  })

  test('behavior: a failing Shopify leaves one gate pending and the next is still done; Retry finishes', async () => {
    const active = gates.map((gate) => ({ ...gate, state: 'active' as const }))
    const { ctx, shopify } = fakeContext({ gates: active })
    shopify.failing = 'writeMetafields'
    const changed = await setGateState(ctx, { myshopifyDomain, numbers: [82, 83], state: 'paused' })
    expect(changed.map((gate) => gate.publication.kind)).toEqual(['pending', 'published'])
    const retried = await retryPublication(ctx, { myshopifyDomain, number: 82 })
    expect(retried).toMatchObject({ state: 'paused', publication: { kind: 'published' } })
  })

  test('refuses: a shop that is not here (ERR_SHOP_NOT_FOUND)', async () => {
    const { ctx } = fakeContext()
    const ask = setGateState(ctx, {
      myshopifyDomain: 'other.myshopify.com',
      numbers: [82],
      state: 'paused',
    })
    await expect(ask).rejects.toEqual(code('ERR_SHOP_NOT_FOUND'))
  })
})

describe('retryPublication', () => {
  test('refuses: a gate that is not there (ERR_GATE_NOT_FOUND)', async () => {
    const { ctx } = fakeContext()
    await expect(retryPublication(ctx, { myshopifyDomain, number: 999 })).rejects.toEqual(
      code('ERR_GATE_NOT_FOUND'),
    )
  })
})
