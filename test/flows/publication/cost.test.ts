import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import type { GateForm } from '../../../app/core/gate/form.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateNumber, GateState } from '../../../app/core/gate/types.ts'
import { HOLD_SCOPES, ROUTING_TOPIC } from '../../../app/core/settlement/holding.ts'
import { createGate } from '../../../app/flows/gates/createGate.ts'
import { deleteGate } from '../../../app/flows/gates/deleteGate.ts'
import { setGateState } from '../../../app/flows/gates/setGateState.ts'
import { updateGate } from '../../../app/flows/gates/updateGate.ts'
import { publishGate } from '../../../app/flows/publication/publishGate.ts'
import { publishQueued } from '../../../app/flows/publication/publishQueued.ts'
import { checkHealth } from '../../../app/flows/shops/checkHealth.ts'
import { reconcileShop } from '../../../app/flows/shops/reconcileShop.ts'
import { override } from '../../fakes/fake.ts'
import { combination, contract, makeGate, shop } from '../../fakes/fakeContext.ts'
import { type Count, openCounted } from './openCounted.ts'

/* Counts what publishing costs: port calls, and requests to the stand-in's Admin API. */
const { myshopifyDomain } = shop
const form: GateForm = {
  name: 'Owls',
  discountName: '',
  state: 'active',
  test: { isOn: false, wallets: '' },
  subject: { kind: 'products', productIds: [11, 12], variants: [], collectionIds: [] },
  root: {
    kind: 'all',
    count: '',
    of: [
      {
        kind: 'erc721',
        chain: 'ethereum',
        contract,
        minimum: '2',
        maximum: '',
        tokenIds: '',
        perId: false,
        listId: '',
      },
    ],
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

/** The table "Publishing" of docs/costs.md: port calls and requests to Shopify of each operation. */
const costs = readFileSync(new URL('../../../docs/costs.md', import.meta.url), 'utf8')
const table = new Map(
  [...costs.matchAll(/^\| ([^|]+) \| (\d+) \| (\d+) \|$/gm)].map(
    ([, name = '', calls, requests]) => [name, [Number(calls), Number(requests)]] as const,
  ),
)
const expectCost = (name: string, { total, requests }: Count) =>
  expect([total, requests.length], name).toEqual(table.get(name))

/** The table "Watching": requests to Shopify. */
const watching = new Map(
  [...costs.matchAll(/^\| ([^|]+) \| (\d+) \|/gm)].map(
    ([, name = '', requests]) => [name, Number(requests)] as const,
  ),
)
const expectRequests = (name: string, { requests }: Count) =>
  expect(requests.length, `${name}: ${requests.join(', ')}`).toBe(watching.get(name))

/** The page's id of a new gate's draft. */
const draftId = '0b5e8f5a-3c1d-4e8a-9f6b-2d7c1a4e5f60'

let counted: Awaited<ReturnType<typeof openCounted>>
afterEach(() => counted.close())

async function created(over: Partial<GateForm> = {}) {
  counted = await openCounted({ gates: [] })
  const { ctx, state, count, addCollection } = counted
  addCollection(71, [11, 12])
  const saved = await createGate(ctx, {
    actor: 'system',
    myshopifyDomain,
    draftId,
    form: { ...form, ...over },
  })
  expect(saved.publication).toEqual({ kind: 'published' })
  const save = (changes: Partial<GateForm>) => {
    state.now += 60
    const openedAt = state.gates[0]?.updatedAt ?? 0
    const edit = {
      actor: 'system',
      myshopifyDomain,
      number: 1,
      openedAt,
      form: { ...form, ...over, ...changes },
    }
    return count(() => updateGate(ctx, edit))
  }
  const setState = (gateState: GateState) => {
    state.now += 60
    return count(() =>
      setGateState(ctx, { actor: 'system', myshopifyDomain, numbers: [1], state: gateState }),
    )
  }
  const published = () => state.gates.map(({ publication }) => publication.kind)
  return { ...counted, save, setState, published }
}

const collections: GateForm['subject'] = {
  kind: 'collections',
  productIds: [],
  variants: [],
  collectionIds: [71],
}
const exclusive: GateForm['reaction'] = { ...NO_FLAGS, exclusive: true, price: 'none', value: '' }

describe('the cost of publishing one gate', () => {
  test('default: a rename is one read, the configs and one card', async () => {
    const { save, published, shop: atShopify } = await created()
    const renamed = await save({ name: 'Night Owls' })
    const { requests, total, calls } = renamed
    expectCost('rename a gate', renamed)
    expect(requests).toEqual(['ReadPublished', 'MetafieldsSet', 'MetaobjectUpserts'])
    expect(total).toBeLessThanOrEqual(16)
    // Only two reads run twice: they check whether the shop or a gate has changed since it was saved.
    const twice = Object.entries(calls).filter(([, times]) => times > 1)
    expect(Object.fromEntries(twice)).toEqual({ 'shops.load': 2, 'gates.list': 2 })
    expect(published()).toEqual(['published'])
    expect([...atShopify.metaobjects.values()].map(({ fields }) => fields.name)).toEqual(['Night Owls'])
  })

  test.each<[string, Partial<GateForm>]>([
    ['a gate on products', {}],
    ['a gate on a collection', { subject: collections }],
    ['an exclusive gate', { reaction: exclusive }],
  ])('behavior: pausing and resuming %s write the configs and the card', async (_, over) => {
    const { setState, published } = await created(over)
    for (const next of ['paused', 'active'] as const) {
      const changed = await setState(next)
      expect(changed.requests).toEqual(['ReadPublished', 'MetafieldsSet', 'MetaobjectUpserts'])
      expectCost('pause or resume a gate', changed)
      expect(published()).toEqual(['published'])
    }
  })

  test('behavior: a changed price writes the configs and the card, and reads no product', async () => {
    const { save } = await created()
    const saved = await save({ reaction: { ...form.reaction, value: '30' } })
    expect(saved.requests).toEqual(['ReadPublished', 'MetafieldsSet', 'MetaobjectUpserts'])
    expectCost('change its price or requirement', saved)
  })

  test('behavior: another subject is read and written in batches', async () => {
    const { save, shop: atShopify } = await created()
    const subject: GateForm['subject'] = { ...form.subject, productIds: [11] }
    const saved = await save({ subject })
    expectCost('take one of its products off', saved)
    expect(saved.requests).toEqual([
      'ReadPublished',
      'MetafieldsSet',
      'MetaobjectUpserts',
      'ReadMetafields',
      // The metafields of the removed product are read again right before they are deleted.
      'ReadMetafields',
      'MetafieldsDelete',
    ])
    const marked = [...atShopify.metafields.values()].filter(({ key }) => key === 'gates')
    expect(marked.map(({ ownerGid, value }) => [ownerGid, value])).toEqual([
      ['gid://shopify/Product/11', '1'],
    ])
  })

  test('behavior: a shop’s first gate also creates its discount, and deleting it removes its marks', async () => {
    counted = await openCounted({ gates: [] })
    const { ctx, count, state } = counted
    const made = await count(() => createGate(ctx, { actor: 'system', myshopifyDomain, draftId, form }))
    expectCost('create the first gate of a shop, with its discount', made)
    expect(made.requests).toEqual([
      'ReadProducts',
      'ReadPublished',
      'FindProfileDiscounts',
      'DiscountAutomaticAppCreate',
      'FindProfileDiscounts',
      'ReadPublished',
      'MetaobjectUpserts',
      'ReadMetafields',
      'MetafieldsSet',
    ])
    state.now += 60
    const deleted = await count(() => deleteGate(ctx, { actor: 'system', myshopifyDomain, number: 1 }))
    expectCost('delete a gate', deleted)
    expect(deleted.requests).toEqual([
      'ReadPublished',
      'MetafieldsSet',
      'ReadMetafields',
      'ReadMetafields',
      'MetafieldsDelete',
      'ReadPublished',
      'MetafieldsSet',
    ])
  })
})

describe('the cost of pausing a hundred gates', () => {
  const gates = Array.from({ length: 100 }, (_, i) =>
    makeGate({
      number: (i + 1) as GateNumber,
      subject: { kind: 'products', ids: [11 + (i % 2)] },
      writtenProductIds: [],
    }),
  )
  const numbers = gates.map(({ number }) => number)

  async function open() {
    counted = await openCounted({ gates })
    // The discount exists, as it does once gates are published.
    await publishGate(counted.ctx, { shop, number: 1 }).catch(() => {})
    counted.state.gates = gates
    counted.state.now += 60
    const { ctx, count, queued } = counted
    const ask = () => setGateState(ctx, { actor: 'system', myshopifyDomain, numbers, state: 'paused' })
    const work = () => publishQueued(ctx, { myshopifyDomain, payload: queued.at(-1) ?? {} })
    const kinds = () => new Set(counted.state.gates.map(({ publication }) => publication.kind))
    return { ...counted, ask, work, kinds, count }
  }

  test('default: the request asks Shopify nothing, and one job publishes all with at most 12 requests', async () => {
    const { ask, work, kinds, count, queued, costs } = await open()
    const asked = await count(async () => expect(await ask()).toMatchObject({ isQueued: true }))
    expectCost("pause or resume 100 gates, in the merchant's request", asked)
    expect(asked.requests).toEqual([])
    expect(queued).toHaveLength(1)
    expect(kinds()).toEqual(new Set(['pending']))
    costs.length = 0
    const worked = await count(work)
    expectCost('the job that publishes these 100 gates', worked)
    expect(worked.requests.length).toBeLessThanOrEqual(12)
    expect(worked.requests).toEqual([
      'ReadPublished',
      'MetafieldsSet',
      ...Array.from({ length: 4 }, () => 'MetaobjectUpserts'),
    ])
    expect(worked.calls).toMatchObject({ 'gates.list': 1, 'proofKeys.list': 1, 'profiles.list': 1 })
    expect(kinds()).toEqual(new Set(['published']))
    // Shopify allows a thousand points in one request, and gives a shop 2,000 to begin with.
    expect(Math.max(...costs)).toBeLessThanOrEqual(500)
    expect(costs.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(2000)
  })
})

describe('the cost of watching a shop', () => {
  /** A published gate; nothing is pending, and there is no new order. */
  async function open(scopes: readonly string[], over: Partial<GateForm> = {}) {
    counted = await openCounted({ gates: [] }, scopes)
    const ctx = override(counted.ctx, {
      jobs: { ...counted.ctx.jobs, list: async () => [], findBacklog: async () => null },
      settlements: {
        list: async () => ({ rows: [], unreadable: [], next: null }),
        findSettled: async () => new Map(),
      },
      privacy: { listDataRequests: async () => [] },
      proofKeys: { listStanding: async ({ shopId }) => counted.ctx.proofKeys.list({ shopId }) },
      profiles: { findUnused: async () => [] },
      gates: { listOldCards: async () => [] },
      customers: { hasAny: async () => false },
      reservations: { checkUses: async () => [] },
      keptOrderDays: null,
      // The stand-in's shop has another name.
      shops: { load: async () => shop, save: async () => {}, set: async () => {} },
    })
    await createGate(ctx, { actor: 'system', myshopifyDomain, draftId, form: { ...form, ...over } })
    if (scopes.length > 0) await ctx.shopify.createSubscription({ topic: ROUTING_TOPIC })
    return { ...counted, ctx }
  }

  test.each([
    ['the home page, in a shop that lets the app hold orders', HOLD_SCOPES],
    ['the home page, in another shop', []],
  ])('default: %s', async (name, scopes) => {
    const { ctx, count } = await open(scopes)
    const home = override(ctx, {
      faults: { list: async () => [] },
      receivers: { list: async () => [] },
      gates: { listPage: async () => ({ gates: [], unreadable: [], total: 0, next: null }) },
      canReadChain: () => true,
    })
    const seen = await count(async () =>
      expect((await checkHealth(home, { myshopifyDomain })).problems).toEqual([]),
    )
    expectRequests(name, seen)
  })

  test.each([
    ['the hourly job, in a shop that lets the app hold orders', HOLD_SCOPES],
    ['the hourly job, in another shop', []],
  ])('default: %s', async (name, scopes) => {
    const { ctx, count } = await open(scopes)
    const worked = await count(() => reconcileShop(ctx, { myshopifyDomain, since: null }))
    expectRequests(name, worked)
  })
})
