import { describe, expect, test } from 'vitest'
import { ConflictError, UpstreamError } from '../../../app/core/errors/base.ts'
import { checkExclusiveCollections } from '../../../app/core/gate/formatGateMarks.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate, GateNumber } from '../../../app/core/gate/types.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { deleteGate } from '../../../app/flows/gates/deleteGate.ts'
import { publishGate } from '../../../app/flows/publication/publishGate.ts'
import { publishGates } from '../../../app/flows/publication/publishGates.ts'
import { updateCollection } from '../../../app/flows/publication/updateCollection.ts'
import { updateProduct } from '../../../app/flows/publication/updateProduct.ts'
import { findShopProblems } from '../../../app/flows/shops/findShopProblems.ts'
import { repairShop } from '../../../app/flows/shops/repairShop.ts'
import { repairShopProblems } from '../../../app/flows/shops/repairShopProblems.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, makeGate, NOW, shop } from '../../fakes/fakeContext.ts'
import type { FakeShopify } from '../../fakes/fakeShopify.ts'

const { myshopifyDomain } = shop
const exclusive = { ...NO_FLAGS, exclusive: true, price: null }
const both = {
  ...NO_FLAGS,
  exclusive: true,
  price: { kind: 'percentage', hundredths: 1000 },
  freeShipping: true,
} as const
const product = (id: number) => `gid://shopify/Product/${id}`
const read = ({ metafields }: FakeShopify, name: string) => JSON.parse(metafields.get(name) ?? 'null')

describe('publishGate of an exclusive gate', () => {
  test('default: a validation with its config and a mark with a star, and no discount if nothing is off', async () => {
    const { ctx, state, shopify } = fakeContext({ gates: [makeGate({ reaction: exclusive })] })
    const gate = await publishGate(ctx, { shop, number: 82 })
    expect(gate.publication).toEqual({ kind: 'published' })
    const id = state.shops[0]?.validationId ?? ''
    expect(read(shopify, `${id} proof_config`)).toMatchObject({ v: 1, x: [['2a', 3]], o: [], a: [] })
    expect(read(shopify, `${id} proof_config`)).not.toHaveProperty('p')
    expect(read(shopify, `${id} input_variables`)).toEqual({ exclusiveCollections: [] })
    expect(shopify.metafields.get(`${product(8101)} gates`)).toBe('2a*')
    expect(shopify.calls).not.toContain('createDiscount')
    expect(shopify.cards.get('gate-82')?.kind).toBe('exclusive')
    expect(state.shops[0]?.enforcement.level).toBe('functions')
  })

  test('behavior: a gate with access and a price has a discount too, and one validation serves every exclusive gate', async () => {
    const gates = [makeGate({ reaction: both }), makeGate({ number: 83 as GateNumber, reaction: exclusive })]
    const { ctx, shopify } = fakeContext({ gates })
    await publishGate(ctx, { shop, number: 82 })
    await publishGate(ctx, { shop, number: 83 })
    expect(shopify.calls.filter((call) => call === 'createValidation')).toHaveLength(1)
    expect(shopify.calls.filter((call) => call === 'createDiscount')).toHaveLength(1)
    expect(shopify.cards.get('gate-82')?.kind).toBe('both')
  })

  test('behavior: a disabled validation is enabled again, and a deleted one is created again', async () => {
    const { ctx, state, shopify } = fakeContext({ gates: [makeGate({ reaction: exclusive })] })
    await publishGate(ctx, { shop, number: 82 })
    const id = state.shops[0]?.validationId ?? ''
    shopify.validations.set(id, { isEnabled: false, blocksOnFailure: false })
    const known = state.shops[0] ?? shop
    await publishGate(ctx, { shop: known, number: 82 })
    expect(shopify.validations.get(id)).toEqual({ isEnabled: true, blocksOnFailure: true })
    shopify.validations.clear()
    await publishGate(ctx, { shop: known, number: 82 })
    expect(shopify.validations.size).toBe(1)
    expect(state.shops[0]?.validationId).not.toBe(id)
  })

  test('behavior: if Shopify refuses Functions, the shop’s enforcement says so and everything else is published', async () => {
    const { ctx, state, shopify } = fakeContext({ gates: [makeGate({ reaction: both })] })
    shopify.allowsFunctions = false
    expect((await publishGate(ctx, { shop, number: 82 })).publication).toEqual({ kind: 'published' })
    expect(state.shops[0]).toMatchObject({ enforcement: { level: 'codes' }, validationId: null })
    expect(shopify.metafields.get(`${product(8101)} gates`)).toBe('2a*')
    shopify.allowsFunctions = true
    await publishGate(ctx, { shop, number: 82 })
    expect(state.shops[0]?.enforcement.level).toBe('functions')
  })
})

describe('repairShop', () => {
  const gates = [makeGate({ reaction: both })]
  async function openBroken() {
    const { ctx, state, shopify } = fakeContext({ gates })
    await publishGate(ctx, { shop, number: 82 })
    shopify.validations.clear()
    await ctx.shopify.deleteDiscount({ discountId: state.profiles.get(0)?.discountId ?? '' })
    state.jobs = []
    return { ctx, state }
  }
  const failing = (error: Error) => async (): Promise<never> => {
    throw error
  }
  const refused = new ConflictError('ERR_FUNCTIONS_REFUSED', 'Not on this plan.')
  const full = new ConflictError('ERR_VALIDATIONS_FULL', 'The shop has 25 active checkout rules.')

  test('behavior: if Shopify refuses Functions, codes enforce the gates from then on, and old codes are deleted', async () => {
    const { ctx, state } = await openBroken()
    const shopify = { createValidation: failing(refused), createDiscount: failing(refused) }
    await repairShop(override(ctx, { shopify }), { myshopifyDomain })
    expect(state.shops[0]?.enforcement.level).toBe('codes')
    expect(new Set(state.jobs)).toEqual(new Set([`codes shop ${NOW}`]))
  })

  test('behavior: a refusal counts after another failure too, and the other failure is reported', async () => {
    const { ctx, state } = await openBroken()
    const shopify = { createValidation: failing(full), createDiscount: failing(refused) }
    const repairing = repairShop(override(ctx, { shopify }), { myshopifyDomain })
    await expect(repairing).rejects.toBe(full)
    expect(state.shops[0]?.enforcement.level).toBe('codes')
    expect(new Set(state.jobs)).toEqual(new Set([`codes shop ${NOW}`]))
  })

  test('behavior: a failure after a refusal is reported', async () => {
    const { ctx, state } = await openBroken()
    const broken = new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
    const shopify = { createValidation: failing(refused), createDiscount: failing(broken) }
    const repairing = repairShop(override(ctx, { shopify }), { myshopifyDomain })
    await expect(repairing).rejects.toBe(broken)
    expect(state.shops[0]?.enforcement.level).toBe('codes')
  })
})

describe('publishing several gates at once', () => {
  test('behavior: a validation that cannot be created is the reason of the gates that need it; the others are published', async () => {
    const gates = [
      makeGate(),
      makeGate({ number: 83 as GateNumber, reaction: exclusive }),
      makeGate({ number: 84 as GateNumber, reaction: both }),
    ]
    const { ctx, state, shopify } = fakeContext({
      gates,
      shops: [{ ...shop, enforcement: { ...shop.enforcement, level: 'unknown' } }],
    })
    const full = new ConflictError('ERR_VALIDATIONS_FULL', 'The shop has 25 active checkout rules.')
    const { createValidation } = shopify.port
    ctx.shopify.createValidation = async () => {
      throw full
    }
    const targets = gates.map(({ number }) => ({ number }))
    const reasonsOf = async () =>
      (await publishGates(ctx, { shop, targets })).map(({ publication }) =>
        publication.kind === 'pending' ? publication.reason : null,
      )
    expect(await reasonsOf()).toEqual([null, full.message, full.message])
    // A refusal of another kind does not say whether Functions may run.
    expect(state.shops[0]?.enforcement.level).toBe('unknown')
    expect(shopify.metafields.get(`${product(8101)} gates`)).toBe('2a 2b* 2c*')
    ctx.shopify.createValidation = createValidation
    expect(await reasonsOf()).toEqual([null, null, null])
    expect(state.shops[0]?.enforcement.level).toBe('functions')
  })

  test('behavior: of two validations created at once, one stays', async () => {
    const gates = [
      makeGate({ reaction: exclusive }),
      makeGate({ number: 83 as GateNumber, reaction: exclusive }),
    ]
    const { ctx, state, shopify } = fakeContext({ gates })
    await Promise.all([82, 83].map((number) => publishGate(ctx, { shop, number })))
    expect([...shopify.validations.keys()]).toEqual([state.shops[0]?.validationId])
  })

  describe('a checkout rule of our Function that a merchant added', () => {
    const FOREIGN = 'gid://shopify/Validation/900'
    const running = { isEnabled: true, blocksOnFailure: false }
    const find = async (ctx: FlowContext) =>
      (await findShopProblems(override(ctx, nothingElse), { myshopifyDomain })).problems.filter(({ kind }) =>
        kind.startsWith('validation'),
      )
    const nothingElse = {
      jobs: { list: async () => [], findBacklog: async () => null },
      settlements: { list: async () => ({ rows: [], unreadable: [], next: null }) },
      shopify: { readFunctions: async () => [], hasScope: async () => true },
    }

    test('behavior: it is found and deleted if the shop has its own', async () => {
      const { ctx, state, shopify } = fakeContext({ gates: [makeGate({ reaction: exclusive })] })
      await publishGate(ctx, { shop, number: 82 })
      const own = state.shops[0]?.validationId
      shopify.validations.set(FOREIGN, running)
      expect(await find(ctx)).toEqual([{ kind: 'validation-foreign', count: 1 }])
      await repairShop(ctx, { myshopifyDomain })
      expect([...shopify.validations.keys()]).toEqual([own])
      expect(await find(ctx)).toEqual([])
    })

    test('behavior: it is deleted if no gate needs a rule', async () => {
      const { ctx, shopify } = fakeContext({ gates: [makeGate()] })
      shopify.validations.set(FOREIGN, running)
      expect(await find(ctx)).toEqual([{ kind: 'validation-foreign', count: 1 }])
      await repairShop(ctx, { myshopifyDomain })
      expect(shopify.validations.size).toBe(0)
    })

    test('behavior: if the shop’s own is gone, it is adopted, enabled and given the config', async () => {
      const { ctx, state, shopify } = fakeContext({ gates: [makeGate({ reaction: exclusive })] })
      await publishGate(ctx, { shop, number: 82 })
      shopify.validations.clear()
      shopify.validations.set(FOREIGN, running)
      await repairShop(ctx, { myshopifyDomain })
      expect(state.shops[0]?.validationId).toBe(FOREIGN)
      expect(shopify.validations.get(FOREIGN)).toEqual({ isEnabled: true, blocksOnFailure: true })
      expect(read(shopify, `${FOREIGN} proof_config`)).toMatchObject({ v: 1 })
      expect(shopify.metafields.get(`${FOREIGN} input_variables`)).toContain('exclusiveCollections')
    })

    test('behavior: if the shop’s own rule lost its config, it is reported and written again', async () => {
      const all = makeGate({ subject: { kind: 'all' }, reaction: both, writtenProductIds: [] })
      const { ctx, state, shopify } = fakeContext({ gates: [all] })
      await publishGate(ctx, { shop, number: 82 })
      const own = `${state.shops[0]?.validationId} proof_config`
      const discount = `${state.profiles.get(0)?.discountId} proof_config`
      const [config, price] = [own, discount].map((name) => shopify.metafields.get(name))
      expect(config).toContain('"a":["2a*"]')
      shopify.metafields.delete(own)
      shopify.metafields.delete(discount)
      expect(await find(ctx)).toEqual([{ kind: 'validation-blank' }])
      await repairShop(ctx, { myshopifyDomain })
      expect(shopify.metafields.get(own)).toBe(config)
      expect(shopify.metafields.get(discount)).toBe(price)
      expect(await find(ctx)).toEqual([])
    })

    test('behavior: nothing is written if every config is there', async () => {
      const { ctx, shopify } = fakeContext({ gates: [makeGate({ reaction: both })] })
      await publishGate(ctx, { shop, number: 82 })
      const calls = shopify.calls.length
      await repairShop(ctx, { myshopifyDomain })
      expect(shopify.calls.slice(calls).filter((call) => call.startsWith('write'))).toEqual([])
    })

    test('refuses: to report a rule as deleted that Shopify did not delete', async () => {
      const { ctx, shopify } = fakeContext({ gates: [makeGate()] })
      shopify.validations.set(FOREIGN, running)
      const shopifyPort: Partial<FlowContext['shopify']> = {
        readFunctions: async () => [],
        hasScope: async () => true,
        deleteValidation: async () => {
          throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
        },
      }
      const whole = override(ctx, { ...nothingElse, shopify: shopifyPort })
      const left = await repairShopProblems(whole, { myshopifyDomain })
      expect(left.problems).toContainEqual({ kind: 'validation-foreign', count: 1 })
    })
  })

  test('refuses: more exclusive collections than the validation can read, before saving (ERR_GATE_INVALID)', () => {
    const collections = (from: number, count: number) =>
      ({ kind: 'collections', ids: Array.from({ length: count }, (_, i) => from + i) }) as const
    const gates = [0, 25, 50, 75].map((from) =>
      makeGate({ number: (from + 1) as GateNumber, reaction: exclusive, subject: collections(from + 1, 25) }),
    )
    const number = 5 as GateNumber
    const save = (draft: Gate) => checkExclusiveCollections({ gates, number, draft })
    const fields = { details: { fields: { products: 'too-many' } } }
    expect(() => save(makeGate({ reaction: exclusive, subject: collections(101, 1) }))).toThrowError(
      expect.objectContaining(fields),
    )
    expect(() => save(makeGate({ reaction: exclusive, subject: collections(100, 1) }))).not.toThrow()
    expect(() => save(makeGate({ subject: collections(101, 1) }))).not.toThrow()
  })
})

describe('the subject of a gate', () => {
  test('behavior: variants carry the mark, and their product only the card', async () => {
    const subject = { kind: 'variants', variants: [{ productId: 8101, variantId: 91 }] } as const
    const { ctx, shopify } = fakeContext({ gates: [makeGate({ subject, writtenProductIds: [] })] })
    const gate = await publishGate(ctx, { shop, number: 82 })
    expect(gate).toMatchObject({ writtenProductIds: [8101], writtenVariantIds: [91] })
    expect(shopify.metafields.get('gid://shopify/ProductVariant/91 gates')).toBe('2a')
    expect(shopify.metafields.has(`${product(8101)} gates`)).toBe(false)
    expect(read(shopify, `${product(8101)} gate_cards`)).toHaveLength(1)
  })

  test('behavior: the products of a collection carry its mark, and follow its changes', async () => {
    const subject = { kind: 'collections', ids: [5] } as const
    const { ctx, state, shopify } = fakeContext({
      gates: [makeGate({ subject, reaction: exclusive, writtenProductIds: [] })],
    })
    shopify.collections.set(5, [1, 2, 3])
    expect((await publishGate(ctx, { shop, number: 82 })).writtenProductIds).toEqual([1, 2, 3])
    expect([1, 2, 3].map((id) => shopify.metafields.get(`${product(id)} gates`))).toEqual(
      Array(3).fill('2a*'),
    )
    const id = state.shops[0]?.validationId ?? ''
    expect(read(shopify, `${id} input_variables`)).toEqual({
      exclusiveCollections: ['gid://shopify/Collection/5'],
    })
    shopify.collections.set(5, [2, 3, 4])
    await updateCollection(ctx, { shop, collectionId: 5, publishes: true })
    expect([1, 4].map((one) => shopify.metafields.get(`${product(one)} gates`))).toEqual([undefined, '2a*'])
    shopify.collections.set(5, [2, 3, 4, 6])
    await updateProduct(ctx, { shop, productId: 6 })
    expect(shopify.metafields.get(`${product(6)} gates`)).toBe('2a*')
  })

  test('behavior: deleting the gate also unmarks a product that joined the collection later', async () => {
    const subject = { kind: 'collections', ids: [5] } as const
    const { ctx, shopify } = fakeContext({
      gates: [makeGate({ subject, reaction: exclusive, writtenProductIds: [] })],
    })
    shopify.collections.set(5, [1])
    await publishGate(ctx, { shop, number: 82 })
    shopify.collections.set(5, [1, 4])
    await updateProduct(ctx, { shop, productId: 4 })
    expect(shopify.metafields.get(`${product(4)} gates`)).toBe('2a*')
    await deleteGate(ctx, { actor: 'system', myshopifyDomain, number: 82 })
    expect([1, 4].map((id) => shopify.metafields.has(`${product(id)} gates`))).toEqual([false, false])
  })

  test('behavior: a product that left a collection unnoticed loses the marks of all its gates with the next publication', async () => {
    const subject = { kind: 'collections', ids: [5] } as const
    const gates = [82, 83].map((number) =>
      makeGate({ number: number as GateNumber, subject, reaction: exclusive, writtenProductIds: [] }),
    )
    const { ctx, shopify } = fakeContext({ gates: gates.slice(0, 1) })
    shopify.collections.set(5, [1, 2])
    await publishGate(ctx, { shop, number: 82 })
    shopify.collections.set(5, [2])
    await ctx.gates.create({
      actor: 'system',
      shopId: shop.id,
      draft: gates[1] ?? makeGate(),
      profile: 0,
      at: NOW,
    })
    await publishGate(ctx, { shop, number: 83 })
    expect([1, 2].map((id) => shopify.metafields.get(`${product(id)} gates`))).toEqual([undefined, '2a* 2b*'])
  })

  test('behavior: a mark written while an old one is removed is written again (ERR_SHOPIFY_STALE)', async () => {
    const { ctx, state, shopify } = fakeContext()
    shopify.metafields.set(`${product(9)} gates`, '2a')
    shopify.meanwhile = () => {
      state.gates.push(makeGate({ number: 83 as GateNumber, subject: { kind: 'products', ids: [9] } }))
      shopify.metafields.set(`${product(9)} gates`, '2b')
    }
    const stale = { code: 'ERR_SHOPIFY_STALE' }
    await expect(updateProduct(ctx, { shop, productId: 9 })).rejects.toMatchObject(stale)
    await updateProduct(ctx, { shop, productId: 9 })
    expect(shopify.metafields.get(`${product(9)} gates`)).toBe('2b')
  })

  test('behavior: a mark written while its gate is deleted is removed again (ERR_SHOPIFY_STALE)', async () => {
    const { ctx, state, shopify } = fakeContext()
    shopify.meanwhile = () => {
      state.gates = state.gates.map((gate) => ({ ...gate, deletedAt: NOW }))
    }
    const stale = { code: 'ERR_SHOPIFY_STALE' }
    await expect(updateProduct(ctx, { shop, productId: 8101 })).rejects.toMatchObject(stale)
    await updateProduct(ctx, { shop, productId: 8101 })
    expect(shopify.metafields.has(`${product(8101)} gates`)).toBe(false)
  })

  test('behavior: a product with too many gates through collections is named, and the others are written (ERR_GATE_INVALID)', async () => {
    const full = Array.from({ length: 27 }, (_, i) =>
      makeGate({ number: (100 + i) as GateNumber, subject: { kind: 'products', ids: [1] } }),
    )
    const subject = { kind: 'collections', ids: [5] } as const
    const { ctx, shopify } = fakeContext({ gates: [...full, makeGate({ subject, writtenProductIds: [] })] })
    shopify.collections.set(5, [1, 2])
    const { publication } = await publishGate(ctx, { shop, number: 82 })
    expect(publication).toMatchObject({ kind: 'pending', reason: expect.stringContaining('The product 1 ') })
    expect(shopify.metafields.get(`${product(2)} gates`)).toBe('2a')
  })

  test('behavior: a copied product loses the marks of the original', async () => {
    const { ctx, shopify } = fakeContext()
    shopify.metafields.set(`${product(9)} gates`, '2a')
    await updateProduct(ctx, { shop, productId: 9 })
    expect(shopify.metafields.has(`${product(9)} gates`)).toBe(false)
  })

  test('behavior: a gate about everything is in every config and in the storefront’s metafield', async () => {
    const { ctx, state, shopify } = fakeContext({
      gates: [makeGate({ subject: { kind: 'all' }, reaction: both, writtenProductIds: [] })],
    })
    await publishGate(ctx, { shop, number: 82 })
    expect(read(shopify, `${state.profiles.get(0)?.discountId} proof_config`).a).toEqual(['2a*'])
    expect(read(shopify, `${state.shops[0]?.validationId} proof_config`).a).toEqual(['2a*'])
    expect(read(shopify, 'gid://shopify/AppInstallation/1 storefront')).toEqual({ v: 1, all: ['gate-82'] })
  })
})

describe('the schedule of a gate', () => {
  const gate = makeGate({
    reaction: both,
    schedule: { startsAt: NOW + 100, endsAt: NOW + 200, afterEnd: 'public' },
  })

  test('default: a gate is closed before its start, open until its end and then lifted, and each change is a job', async () => {
    const { ctx, state, shopify } = fakeContext({ gates: [gate] })
    const config = () => read(shopify, `${state.shops[0]?.validationId} proof_config`)
    await publishGate(ctx, { shop, number: 82 })
    expect(config()).toMatchObject({ x: [['2a', 4]], o: [] })
    expect(shopify.cards.get('gate-82')?.state).toBe('scheduled')
    state.now = NOW + 100
    await publishGate(ctx, { shop, number: 82 })
    expect(config()).toMatchObject({ x: [['2a', 3]], o: [] })
    state.now = NOW + 200
    await publishGate(ctx, { shop, number: 82 })
    expect(config()).toMatchObject({ x: [['2a', 4]], o: ['2a'] })
    expect(shopify.cards.get('gate-82')?.state).toBe('ended')
    expect(state.jobs).toEqual([`schedule 82 ${NOW + 100}`, `schedule 82 ${NOW + 200}`])
  })

  test('behavior: a gate that stays closed after its end is not lifted', async () => {
    const stays = { ...gate, schedule: { ...gate.schedule, afterEnd: 'closed' as const } }
    const { ctx, state, shopify } = fakeContext({ gates: [stays], now: NOW + 300 })
    await publishGate(ctx, { shop, number: 82 })
    expect(read(shopify, `${state.shops[0]?.validationId} proof_config`)).toMatchObject({ o: [] })
  })
})

describe('deleteGate', () => {
  test('default: its product loses the mark, its config entries go, and its row stays', async () => {
    const { ctx, state, shopify } = fakeContext({ gates: [makeGate({ reaction: both })] })
    await publishGate(ctx, { shop, number: 82 })
    await deleteGate(ctx, { actor: 'system', myshopifyDomain, number: 82 })
    expect(shopify.metafields.has(`${product(8101)} gates`)).toBe(false)
    expect(read(shopify, `${state.shops[0]?.validationId} proof_config`)).toMatchObject({ x: [], o: [] })
    expect(state.gates).toMatchObject([{ deletedAt: NOW, publication: { kind: 'published' } }])
  })

  test('behavior: while Shopify fails the gate is lifted, and a job tries again until no product carries it', async () => {
    const { ctx, state, shopify } = fakeContext({ gates: [makeGate({ reaction: both })] })
    await publishGate(ctx, { shop, number: 82 })
    const { readMetafields } = shopify.port
    let left = 1
    ctx.shopify.readMetafields = async (names) => {
      if (names.some(({ key }) => key === 'gates') && left-- > 0) throw shopifyDown()
      return readMetafields(names)
    }
    await deleteGate(ctx, { actor: 'system', myshopifyDomain, number: 82 })
    expect(read(shopify, `${state.shops[0]?.validationId} proof_config`)).toMatchObject({ o: ['2a'] })
    expect(state.jobs).toEqual([`publish 82 ${NOW + 60}`])
    await publishGate(ctx, { shop, number: 82 })
    expect(shopify.metafields.has(`${product(8101)} gates`)).toBe(false)
  })

  test('refuses: a gate that is already deleted (ERR_GATE_NOT_FOUND)', async () => {
    const { ctx } = fakeContext()
    await deleteGate(ctx, { actor: 'system', myshopifyDomain, number: 82 })
    await expect(deleteGate(ctx, { actor: 'system', myshopifyDomain, number: 82 })).rejects.toMatchObject({
      code: 'ERR_GATE_NOT_FOUND',
    })
  })
})

function shopifyDown(): UpstreamError {
  return new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify is down.')
}
