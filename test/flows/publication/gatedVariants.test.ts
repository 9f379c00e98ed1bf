import { describe, expect, test } from 'vitest'
import type { Gate, GateNumber } from '../../../app/core/gate/types.ts'
import { GATED_VARIANTS } from '../../../app/core/publication/gatedVariants.ts'
import { publishProducts } from '../../../app/flows/publication/publishProducts.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'

/** A key for the tests alone: Shopify's own is not known. */
const FIELD = { namespace: 'web_3', key: 'test_gated_variants', type: 'list.variant_reference' }
const NAME = `gid://shopify/Product/8101 ${FIELD.key}`
const gids = (...ids: readonly number[]) => ids.map((id) => `gid://shopify/ProductVariant/${id}`)

/** A shop whose product 8101 has these variants; `publish` answers what the field lists and counts requests. */
function open(gates: readonly Gate[], variantIds: readonly number[] = [12, 11, 13]) {
  const { ctx, shopify, state } = fakeContext({ gates: [...gates] })
  let reads = 0
  const whole = override(ctx, {
    shopify: {
      listVariants: async () => {
        reads += 1
        return [...variantIds]
      },
    },
  })
  const publish = async (gatedVariants: typeof FIELD | null | undefined = FIELD) => {
    const before = shopify.calls.length
    await publishProducts(whole, {
      shop,
      productIds: [8101],
      variantIds: [],
      ...(gatedVariants !== undefined && { gatedVariants }),
    })
    const value = shopify.metafields.get(NAME)
    return {
      listed: value === undefined ? null : JSON.parse(value),
      calls: shopify.calls.slice(before),
      reads,
    }
  }
  return { publish, state, shopify }
}

describe('the metafield that lists gated variants', () => {
  test('default: its key is unknown, so nothing is written and nothing more is read', async () => {
    expect(GATED_VARIANTS).toBeNull()
    const off = await open([makeGate()]).publish(null)
    expect(off).toMatchObject({ listed: null, reads: 0 })
    const on = await open([makeGate()]).publish()
    // On, it costs one read of variants, and no other request.
    expect(on.calls).toEqual(off.calls)
    expect(on.reads).toBe(1)
  })

  test('behavior: a gate about a product lists all its variants, ascending', async () => {
    expect((await open([makeGate()]).publish()).listed).toEqual(gids(11, 12, 13))
  })

  test('behavior: a gate about single variants lists these alone', async () => {
    const subject = { kind: 'variants' as const, variants: [{ productId: 8101, variantId: 12 }] }
    expect((await open([makeGate({ subject })]).publish()).listed).toEqual(gids(12))
  })

  test('behavior: a gate about all products is on no product', async () => {
    expect((await open([makeGate({ subject: { kind: 'all' } })]).publish()).listed).toBeNull()
  })

  test('behavior: at most 128 ids are listed, as many as Shopify takes', async () => {
    const many = Array.from({ length: 200 }, (_, i) => i + 1)
    expect((await open([makeGate()], many).publish()).listed).toEqual(gids(...many.slice(0, 128)))
  })

  test('behavior: the field goes with the last gate, and an equal value is not written again', async () => {
    const gates = [makeGate(), makeGate({ number: 83 as GateNumber })]
    const { publish, state } = open(gates)
    await publish()
    expect((await publish()).calls).not.toContain('writeMetafields')
    for (const [number, listed] of [
      [82, gids(11, 12, 13)],
      [83, null],
    ] as const) {
      state.gates = state.gates.map((gate) => (gate.number === number ? { ...gate, deletedAt: 1 } : gate))
      expect((await publish()).listed).toEqual(listed)
    }
  })
})
