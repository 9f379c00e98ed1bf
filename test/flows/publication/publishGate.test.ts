import { describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import type { ConditionForm, GateForm } from '../../../app/core/gate/form.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { createGate } from '../../../app/flows/gates/createGate.ts'
import { updateGate } from '../../../app/flows/gates/updateGate.ts'
import { publishGate } from '../../../app/flows/publication/publishGate.ts'
import { createShopifyPort } from '../../../app/shopify/createShopifyPort.ts'
import { override } from '../../fakes/fake.ts'
import { combination, contract, fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'
import type { FakeShopify } from '../../fakes/fakeShopify.ts'

const { myshopifyDomain } = shop
/** Each call creates another gate. */
const draftId = null
function condition(over: Partial<ConditionForm>): ConditionForm {
  const plain = { minimum: '', maximum: '', tokenIds: '', perId: false, listId: '' }
  return { kind: 'erc721', chain: 'ethereum', contract, ...plain, ...over }
}
function products(...productIds: number[]): GateForm['subject'] {
  return { kind: 'products', productIds, variants: [], collectionIds: [] }
}
const form: GateForm = {
  name: 'Owls',
  discountName: '',
  state: 'active',
  test: { isOn: false, wallets: '' },
  subject: products(8101, 8102),
  root: {
    kind: 'all',
    count: '',
    of: [condition({ minimum: '2' })],
  },
  moment: 'now',
  heldFor: { amount: '', unit: 'days' },
  snapshots: [],
  reaction: { ...NO_FLAGS, price: 'percentage', value: '20' },
  cap: '',
  limits: { perWallet: '', perToken: '', total: '' },
  schedule: { startsAt: '', endsAt: '', afterEnd: 'public' },
  guard: 'open',
  combination,
  recheck: false,
  freshSignature: false,
  showsUses: false,
}
const gid = (id: number) => `gid://shopify/Product/${id}`
const configOf = ({ metafields }: FakeShopify) =>
  JSON.parse(metafields.get('gid://shopify/DiscountAutomaticNode/1 proof_config') ?? '') as { x: unknown[] }
const code = (text: string) => expect.objectContaining({ code: text })

describe('createGate', () => {
  test('default: a discount with its config, a card and the metafields of products', async () => {
    const { ctx, shopify } = fakeContext({ gates: [] })
    const gate = await createGate(ctx, { actor: 'system', myshopifyDomain, draftId, form })
    expect(gate).toMatchObject({
      number: 1,
      revision: 1,
      publication: { kind: 'published' },
      writtenProductIds: [8101, 8102],
    })
    expect(shopify.metafields.get(`${gid(8101)} gates`)).toBe('1')
    expect(JSON.parse(shopify.metafields.get(`${gid(8102)} gate_cards`) ?? '')).toEqual([
      'gid://shopify/Metaobject/gate-1',
    ])
    expect(
      JSON.parse(shopify.metafields.get('gid://shopify/DiscountAutomaticNode/1 proof_config') ?? ''),
    ).toMatchObject({ v: 1, p: 0, x: [] })
    expect(shopify.cards.get('gate-1')).toMatchObject({ kind: 'discount', state: 'active' })
    expect(JSON.parse(shopify.cards.get('gate-1')?.gives ?? '')).toMatchObject({
      kind: 'percentage',
      percent: '20',
      exclusive: false,
    })
  })

  test('behavior: two gates share one discount and one product’s marks', async () => {
    const { ctx, shopify } = fakeContext({ gates: [] })
    await createGate(ctx, { actor: 'system', myshopifyDomain, draftId, form })
    await createGate(ctx, {
      actor: 'system',
      myshopifyDomain,
      draftId,
      form: { ...form, subject: products(8101) },
    })
    expect(shopify.calls.filter((call) => call === 'createDiscount')).toHaveLength(1)
    expect(shopify.metafields.get(`${gid(8101)} gates`)).toBe('1 2')
    expect(shopify.metafields.get(`${gid(8102)} gates`)).toBe('1')
  })

  test.each([
    'ensureDefinitions',
    'createDiscount',
    'writeGateCards',
    'readPublished',
    'readMetafields',
    'writeMetafields',
  ] as const)(
    'behavior: if %s fails, the gate is pending with the reason, and Retry finishes',
    async (step) => {
      const { ctx, shopify } = fakeContext({ gates: [] })
      shopify.failing = step
      const gate = await createGate(ctx, { actor: 'system', myshopifyDomain, draftId, form })
      expect(gate.publication).toEqual({ kind: 'pending', reason: 'Shopify refused: no. Try again.' })
      const retried = await publishGate(ctx, { shop, number: gate.number })
      expect(retried.publication).toEqual({ kind: 'published' })
      expect(shopify.metafields.get(`${gid(8101)} gates`)).toBe('1')
      expect(shopify.calls.filter((call) => call === 'createDiscount').length).toBe(
        step === 'createDiscount' ? 2 : 1,
      )
    },
  )

  test('refuses: every wrong field at once, and saves nothing (ERR_GATE_INVALID)', async () => {
    const { ctx, state } = fakeContext({ gates: [] })
    const wrong: GateForm = {
      name: '  ',
      discountName: '',
      state: 'active',
      test: { isOn: false, wallets: '' },
      subject: products(),
      root: {
        kind: 'all',
        count: '',
        of: [
          condition({ chain: 'doge' }),
          condition({ contract: 'apes.eth' }),
          condition({ kind: 'erc20' }),
          { kind: 'any', count: '', of: [condition({ minimum: '1.5' }), condition({ kind: 'spl' })] },
          condition({ contract: `0xa${'Ab'.repeat(19)}b` }),
          condition({ kind: 'allowlist', chain: '', listId: 'gone' }),
          { kind: 'atLeast', count: '2', of: [condition({})] },
        ],
      },
      moment: 'held',
      heldFor: { amount: 'a week', unit: 'days' },
      snapshots: [{ chain: 'solana', block: '1' }],
      reaction: { ...NO_FLAGS, price: 'percentage', value: '120' },
      cap: '-1',
      limits: { perWallet: 'x', perToken: '', total: '0' },
      schedule: { startsAt: '2026-11-25T12:00', endsAt: '2026-11-25T11:00', afterEnd: 'public' },
      guard: 'cart',
      combination,
      recheck: false,
      freshSignature: false,
      showsUses: false,
    }
    await expect(
      createGate(ctx, { actor: 'system', myshopifyDomain, draftId, form: wrong }),
    ).rejects.toMatchObject({
      code: 'ERR_GATE_INVALID',
      details: {
        fields: {
          name: 'required',
          products: 'required',
          reaction: 'not-a-percentage',
          'root.of.0.chain': 'chain-unknown',
          'root.of.1.contract': 'address-invalid',
          'root.of.2.kind': 'other-kind',
          'root.of.3.of.0.minimum': 'not-an-amount',
          'root.of.3.of.1.chain': 'chain-other-family',
          'root.of.4.contract': 'address-checksum',
          'root.of.5.listId': 'list-unknown',
          'root.of.6.count': 'count-invalid',
          heldFor: 'held-invalid',
          cap: 'cap-invalid',
          'limits.perWallet': 'limit-invalid',
          'limits.total': 'limit-invalid',
          'schedule.endsAt': 'end-before-start',
          guard: 'cart-metafield-off',
        },
      },
    })
    expect(state.gates).toEqual([])
  })
})

describe('updateGate', () => {
  async function created() {
    const fake = fakeContext({ gates: [] })
    const gate = await createGate(fake.ctx, { actor: 'system', myshopifyDomain, draftId, form })
    fake.state.now += 60
    return { ...fake, gate, base: { myshopifyDomain, number: gate.number, openedAt: gate.updatedAt } }
  }

  test('default: a removed product loses its marks and cards', async () => {
    const { ctx, shopify, base } = await created()
    const gate = await updateGate(ctx, {
      actor: 'system',
      ...base,
      form: { ...form, subject: products(8101) },
    })
    expect(gate).toMatchObject({ revision: 2, writtenProductIds: [8101], publication: { kind: 'published' } })
    expect(shopify.metafields.has(`${gid(8102)} gates`)).toBe(false)
    expect(shopify.metafields.has(`${gid(8102)} gate_cards`)).toBe(false)
  })

  test('behavior: a save whose answer was lost is not somebody else’s: sent again, it completes what it began', async () => {
    const { ctx, shopify, state, base } = await created()
    const dearer = { ...form, reaction: { ...form.reaction, value: '30' } }
    shopify.failing = 'writeMetafields'
    const pending = await updateGate(ctx, { actor: 'system', ...base, form: dearer })
    expect(pending.publication.kind).toBe('pending')
    state.now += 60
    const again = await updateGate(ctx, { actor: 'system', ...base, form: dearer })
    expect(again).toMatchObject({ revision: pending.revision, updatedAt: pending.updatedAt })
    expect(again.publication.kind).toBe('published')
    const others = { ...dearer, name: 'Owls of the night' }
    const refused = updateGate(ctx, { actor: 'system', ...base, form: others })
    await expect(refused).rejects.toMatchObject({ code: 'ERR_GATE_STALE' })
  })

  test('behavior: a removed product that could not be unmarked is unmarked by Retry', async () => {
    const { ctx, shopify, base } = await created()
    shopify.failing = 'writeMetafields'
    const pending = await updateGate(ctx, {
      actor: 'system',
      ...base,
      form: { ...form, subject: products(8101) },
    })
    expect(pending.publication.kind).toBe('pending')
    expect(shopify.metafields.has(`${gid(8102)} gates`)).toBe(true)
    await publishGate(ctx, { shop, number: base.number })
    expect(shopify.metafields.has(`${gid(8102)} gates`)).toBe(false)
  })

  test('behavior: a pause refuses the revision in the config, a resume undoes it, and the revision stays', async () => {
    const { ctx, shopify, state, base } = await created()
    const config = () =>
      JSON.parse(shopify.metafields.get('gid://shopify/DiscountAutomaticNode/1 proof_config') ?? '')
    const paused = await updateGate(ctx, { actor: 'system', ...base, form: { ...form, state: 'paused' } })
    expect(paused.revision).toBe(1)
    expect(config().x).toEqual([['1', 2]])
    expect(shopify.cards.get('gate-1')?.state).toBe('paused')
    state.now += 60
    await updateGate(ctx, { actor: 'system', ...base, openedAt: paused.updatedAt, form })
    expect(config().x).toEqual([])
  })

  test('behavior: a new name keeps the revision; another price raises it and refuses the old one', async () => {
    const { ctx, shopify, state, base } = await created()
    const named = await updateGate(ctx, {
      actor: 'system',
      ...base,
      form: { ...form, name: 'Owls of the night' },
    })
    expect(named.revision).toBe(1)
    state.now += 60
    const dearer = { ...form, reaction: { ...form.reaction, price: 'fixedAmount' as const, value: '10.50' } }
    const changed = await updateGate(ctx, {
      actor: 'system',
      ...base,
      openedAt: named.updatedAt,
      form: dearer,
    })
    expect(changed).toMatchObject({ revision: 2, reaction: { price: { thousandths: 10_500n } } })
    const config = JSON.parse(
      shopify.metafields.get('gid://shopify/DiscountAutomaticNode/1 proof_config') ?? '',
    )
    expect(config.x).toEqual([['1', 2]])
  })

  test('behavior: if somebody else writes meanwhile, the publication starts again from the database', async () => {
    const { ctx, shopify, state, base } = await created()
    shopify.meanwhile = () => {
      state.gates.push(makeGate({ number: 9 as GateNumber, subject: { kind: 'products', ids: [8101] } }))
      shopify.metafields.set(`${gid(8101)} gates`, '1 9')
    }
    const gate = await updateGate(ctx, {
      actor: 'system',
      ...base,
      form: { ...form, subject: products(8101) },
    })
    expect(gate.publication.kind).toBe('published')
    expect(shopify.metafields.get(`${gid(8101)} gates`)).toBe('1 9')
  })

  test('behavior: an older save does not overwrite the card of a newer one', async () => {
    const { ctx, shopify, state, base } = await created()
    const { writeGateCards } = shopify.port
    let isFirst = true
    ctx.shopify.writeGateCards = async (cards) => {
      if (isFirst) {
        isFirst = false
        // Another tab saves and publishes the same gate between our plan and our write.
        state.now += 60
        const openedAt = state.gates[0]?.updatedAt ?? 0
        const newer = await updateGate(ctx, {
          actor: 'system',
          ...base,
          openedAt,
          form: { ...form, name: 'Newer' },
        })
        expect(newer.publication).toEqual({ kind: 'published' })
      }
      return writeGateCards(cards)
    }
    const older = await updateGate(ctx, { actor: 'system', ...base, form: { ...form, name: 'Older' } })
    expect(shopify.cards.get('gate-1')?.name).toBe('Newer')
    expect(older).toMatchObject({ name: 'Newer', publication: { kind: 'published' } })
  })

  test('behavior: a pause reaches the Function even if a product was deleted at Shopify', async () => {
    const { ctx, shopify, base } = await created()
    shopify.goneOwners.add(gid(8102))
    const paused = await updateGate(ctx, { actor: 'system', ...base, form: { ...form, state: 'paused' } })
    expect(paused.publication).toEqual({ kind: 'published' })
    expect(configOf(shopify).x).toEqual([['1', 2]])
  })

  test('behavior: a pause reaches the Function even if its discount cannot be activated', async () => {
    const { ctx, shopify, state, base } = await created()
    shopify.ended.add(state.profiles.get(0)?.discountId ?? '')
    shopify.failing = 'startDiscount'
    const paused = await updateGate(ctx, { actor: 'system', ...base, form: { ...form, state: 'paused' } })
    expect(paused.publication).toMatchObject({ kind: 'pending', reason: expect.stringContaining('refused') })
    expect(configOf(shopify).x).toEqual([['1', 2]])
  })

  test('behavior: with another combination, the old discount refuses proofs of the old revision', async () => {
    const { ctx, shopify, state, base } = await created()
    const other = { ...combination, productDiscounts: true }
    const gate = await updateGate(ctx, { actor: 'system', ...base, form: { ...form, combination: other } })
    expect(gate).toMatchObject({ revision: 2, profile: 1 })
    expect(configOf(shopify)).toMatchObject({ p: 0, x: [['1', 2]] })
    state.now += 60
    await updateGate(ctx, {
      actor: 'system',
      ...base,
      openedAt: gate.updatedAt,
      form: { ...form, combination: other, state: 'paused' },
    })
    expect(configOf(shopify).x).toEqual([['1', 3]])
  })

  test('behavior: a pause reaches the Function even if the products cannot be written', async () => {
    const { ctx, shopify, base } = await created()
    shopify.metafields.set(`${gid(8101)} gates`, 'somebody else’s text')
    let writes = 0
    const { writeMetafields } = shopify.port
    const failing: typeof writeMetafields = async (metafields) => {
      if (++writes > 1) throw new UpstreamError('ERR_SHOPIFY_USER', 'Shopify refused: no.')
      return writeMetafields(metafields)
    }
    const broken = override(ctx, { shopify: { writeMetafields: failing } })
    const paused = await updateGate(broken, {
      actor: 'system',
      ...base,
      form: { ...form, state: 'paused', subject: products(8101) },
    })
    expect(paused).toMatchObject({ revision: 2, publication: { kind: 'pending' } })
    expect(configOf(shopify).x).toEqual([['1', 3]])
  })

  test('behavior: a product that a failed attempt marked is unmarked when it is removed', async () => {
    const { ctx, shopify, state } = fakeContext({ gates: [] })
    const { setPublication } = ctx.gates
    let isBroken = true
    const broken: typeof setPublication = async (parameters) => {
      if (isBroken && parameters.publication.kind === 'published')
        throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'lost')
      return setPublication(parameters)
    }
    const late = override(ctx, { gates: { setPublication: broken } })
    const gate = await createGate(late, { actor: 'system', myshopifyDomain, draftId, form })
    expect(gate.publication.kind).toBe('pending')
    expect(shopify.metafields.get(`${gid(8102)} gates`)).toBe('1')
    isBroken = false
    state.now += 60
    const edit = { myshopifyDomain, number: gate.number, openedAt: gate.updatedAt }
    await updateGate(late, { actor: 'system', ...edit, form: { ...form, subject: products(8101) } })
    expect(shopify.metafields.has(`${gid(8102)} gates`)).toBe(false)
  })

  test('behavior: a discount whose creation got no answer is found again and not created twice', async () => {
    const { ctx, shopify } = fakeContext({ gates: [] })
    shopify.losesAnswer = true
    const gate = await createGate(ctx, { actor: 'system', myshopifyDomain, draftId, form })
    expect(gate.publication.kind).toBe('pending')
    await publishGate(ctx, { shop, number: gate.number })
    expect(await shopify.port.findProfileDiscounts({ profile: 0 })).toEqual([
      'gid://shopify/DiscountAutomaticNode/1',
    ])
  })

  test('behavior: of two discounts created at once, one stays', async () => {
    const { ctx, shopify, state } = fakeContext({ gates: [] })
    await Promise.all([1, 2].map(() => createGate(ctx, { actor: 'system', myshopifyDomain, draftId, form })))
    expect(shopify.calls.filter((call) => call === 'createDiscount')).toHaveLength(2)
    expect(await shopify.port.findProfileDiscounts({ profile: 0 })).toEqual([
      state.profiles.get(0)?.discountId,
    ])
  })

  const drafted = { myshopifyDomain, draftId: '0b5e8f5a-3c1d-4e8a-9f6b-2d7c1a4e5f60' }

  test.each([
    [401, 'Shopify ended the login of Palisade'],
    [402, 'a bill is not paid'],
    [403, 'Shopify refuses all requests'],
    [423, 'Shopify has locked this shop'],
    [503, 'The request to Shopify failed'],
  ])(
    'behavior: while Shopify answers %s the gate is saved with the reason, and another save of the page changes it',
    async (status, reason) => {
      const { ctx, state } = fakeContext({ gates: [] })
      const graphql = async (): Promise<never> => {
        throw new Response(null, { status })
      }
      const shopify = createShopifyPort({ graphql, appUrl: null })
      // A gate about everything names nothing that would be looked up.
      const wide = { ...form, subject: { ...products(), kind: 'all' as const } }
      const saved = await createGate(override(ctx, { shopify }), { actor: 'system', ...drafted, form: wide })
      expect(saved.publication).toMatchObject({ kind: 'pending', reason: expect.stringContaining(reason) })
      state.now += 60
      const again = await createGate(ctx, {
        actor: 'system',
        ...drafted,
        form: { ...form, name: 'Owls of today' },
      })
      expect(again).toMatchObject({ number: saved.number, publication: { kind: 'published' } })
      expect(state.gates.map(({ name }) => name)).toEqual(['Owls of today'])
    },
  )

  test('refuses: to save a gate whose products cannot be looked up, and keeps nothing of it (ERR_SHOPIFY_REQUEST)', async () => {
    const { ctx, state } = fakeContext({ gates: [] })
    const graphql = () => Promise.reject(new Response(null, { status: 423 }))
    const locked = override(ctx, { shopify: createShopifyPort({ graphql, appUrl: null }) })
    const saved = createGate(locked, { actor: 'system', ...drafted, form })
    await expect(saved).rejects.toEqual(code('ERR_SHOPIFY_REQUEST'))
    expect(state.gates).toEqual([])
    await createGate(ctx, { actor: 'system', ...drafted, form })
    expect(state.gates).toHaveLength(1)
  })

  test('refuses: another save of a page whose gate was deleted (ERR_GATE_NOT_FOUND)', async () => {
    const { ctx, state } = fakeContext({ gates: [] })
    await createGate(ctx, { actor: 'system', ...drafted, form })
    state.gates = state.gates.map((gate) => ({ ...gate, deletedAt: state.now }))
    await expect(createGate(ctx, { actor: 'system', ...drafted, form })).rejects.toMatchObject({
      code: 'ERR_GATE_NOT_FOUND',
    })
    expect(state.gates).toHaveLength(1)
  })

  test('refuses: one gate too many on a product, before saving (ERR_GATE_INVALID)', async () => {
    const full = Array.from({ length: 27 }, (_, i) =>
      makeGate({ number: (100 + i) as GateNumber, subject: { kind: 'products', ids: [8101] } }),
    )
    const { ctx, state, shopify } = fakeContext({ gates: full })
    const fields = { details: { fields: { products: 'too-many' } } }
    await expect(createGate(ctx, { actor: 'system', myshopifyDomain, draftId, form })).rejects.toMatchObject(
      fields,
    )
    expect(state.gates).toHaveLength(27)
    expect(shopify.calls).toEqual([])
  })

  test('behavior: a discount that was deleted on the Discounts page is created again', async () => {
    const { ctx, shopify, state, base } = await created()
    await shopify.port.deleteDiscount({ discountId: state.profiles.get(0)?.discountId ?? '' })
    await updateGate(ctx, { actor: 'system', ...base, form })
    expect(shopify.calls.filter((call) => call === 'createDiscount')).toHaveLength(2)
  })

  test('behavior: a discount that has ended at Shopify is activated again', async () => {
    const { ctx, shopify, state, base } = await created()
    shopify.ended.add(state.profiles.get(0)?.discountId ?? '')
    await updateGate(ctx, { actor: 'system', ...base, form })
    expect(shopify.ended).toEqual(new Set())
    expect(shopify.calls.filter((call) => call === 'createDiscount')).toHaveLength(1)
  })

  test('refuses: a change to a gate that somebody else saved meanwhile (ERR_GATE_STALE)', async () => {
    const { ctx, state, base } = await created()
    await updateGate(ctx, { actor: 'system', ...base, form: { ...form, name: 'First' } })
    const combination = { ...form.combination, orderDiscounts: !form.combination.orderDiscounts }
    const profiles = state.profiles.size
    await expect(
      updateGate(ctx, { actor: 'system', ...base, form: { ...form, name: 'Second', combination } }),
    ).rejects.toEqual(code('ERR_GATE_STALE'))
    // A shop can have eight.
    expect(state.profiles.size).toBe(profiles)
  })

  test('refuses: a gate that does not exist (ERR_GATE_NOT_FOUND)', async () => {
    const { ctx, base } = await created()
    await expect(updateGate(ctx, { actor: 'system', ...base, number: 99, form })).rejects.toEqual(
      code('ERR_GATE_NOT_FOUND'),
    )
  })
})
