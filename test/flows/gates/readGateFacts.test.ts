import { describe, expect, test } from 'vitest'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { GateForm } from '../../../app/core/gate/form.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate, GateNumber, Subject } from '../../../app/core/gate/types.ts'
import { readGateFacts } from '../../../app/flows/gates/readGateFacts.ts'
import { NOW } from '../../fakes/clock.ts'
import { fake, override } from '../../fakes/fake.ts'
import { contract, ethereum, makeGate, shop } from '../../fakes/fakeContext.ts'

const form: GateForm = {
  name: '',
  discountName: '',
  state: 'active',
  test: { isOn: false, wallets: '' },
  subject: { kind: 'products', productIds: [1, 2], variants: [], collectionIds: [] },
  root: {
    kind: 'all',
    count: '',
    of: [
      {
        kind: 'erc721',
        chain: 'ethereum',
        contract,
        minimum: '',
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
  reaction: { ...NO_FLAGS, price: 'percentage', value: '' },
  cap: '',
  limits: { perWallet: '', perToken: '', total: '' },
  schedule: { startsAt: '', endsAt: '', afterEnd: 'public' },
  guard: 'open',
  combination: { orderDiscounts: true, productDiscounts: false, shippingDiscounts: true, purchases: 'both' },
  recheck: false,
  freshSignature: false,
  showsUses: false,
}
const walletAt = (i: number) => ({
  kind: 'key' as const,
  chain: ethereum,
  address: parseEvmAddress(`0x${String(i).padStart(40, '0')}`),
})
const usual = { isOnline: true, isBundle: false, isGiftCard: false, subscription: 'none' } as const
const gateAt = (number: number, subject: Subject, over: Partial<Gate> = {}): Gate =>
  makeGate({ number: number as GateNumber, name: `Gate ${number}`, subject, ...over })

function openWorld(gates: readonly Gate[]) {
  return fake<Parameters<typeof readGateFacts>[0]>({
    now: () => NOW,
    log: { warn: () => {} },
    describeContract: async () => ({ kind: 'erc721', name: 'Owls', symbol: 'OWL' }),
    visits: { listWallets: async () => [1, 2, 3].map(walletAt) },
    showAgeSeconds: 15,
    readBalances: async ({ reads }) => reads.map(() => ({ kind: 'read', amount: 0n, block: 1n })),
    lists: { list: async () => [] },
    gates: { list: async () => [...gates] },
    collections: {
      find: async () => new Map([[2, new Set([71])]]),
      products: async () => [2],
    },
    shopify: {
      readProductFacts: async (ids) => ids.map((id) => ({ ...usual, id, title: `Product ${id}` })),
      listOtherTitles: async () => ['Night Owls'],
    },
  })
}

describe('readGateFacts', () => {
  test('default: products, contracts and the gates that share products', async () => {
    const gates = [
      gateAt(4, { kind: 'products', ids: [2, 3] }),
      gateAt(5, { kind: 'collections', ids: [71] }),
      gateAt(6, { kind: 'all' }),
      gateAt(7, { kind: 'products', ids: [3] }),
      gateAt(8, { kind: 'all' }, { state: 'paused' }),
      gateAt(9, { kind: 'all' }, { schedule: { startsAt: null, endsAt: NOW, afterEnd: 'public' } }),
    ]
    const facts = await readGateFacts(openWorld(gates), { shop, form, number: null })
    expect(facts.overlaps.map(({ name, product }) => [name, product])).toEqual([
      ['Gate 4', 'Product 2'],
      ['Gate 5', 'Product 2'],
      ['Gate 6', 'Product 1'],
    ])
    expect(facts.products.map(({ title }) => title)).toEqual(['Product 1', 'Product 2'])
    expect(facts.descriptions.get('root.of.0')).toMatchObject({ name: 'Owls' })
  })

  test('behavior: a gate shares nothing with itself, and an unfinished form can be looked at', async () => {
    const world = openWorld([gateAt(4, { kind: 'all' })])
    expect((await readGateFacts(world, { shop, form, number: 4 })).overlaps).toEqual([])
    const subject = { ...form.subject, productIds: [] }
    const facts = await readGateFacts(world, { shop, form: { ...form, subject }, number: null })
    expect(facts).toMatchObject({ products: [], overlaps: [] })
  })

  test('behavior: the wallets that signed in last are read, and none is counted if one cannot be', async () => {
    const world = openWorld([])
    const ask = async (readBalances: typeof world.readBalances) =>
      (await readGateFacts(override(world, { readBalances }), { shop, form, number: null })).holders
    expect(await ask(world.readBalances)).toEqual(new Map([['root.of.0', { read: 3, holding: 0 }]]))
    const one = await ask(async ({ reads }) =>
      reads.map((_, i) => ({ kind: 'read', amount: i === 1 ? 1n : 0n, block: 1n })),
    )
    expect(one.get('root.of.0')).toEqual({ read: 3, holding: 1 })
    const none = await ask(async ({ reads }) =>
      reads.map((_, i) =>
        i === 1
          ? { kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum }
          : { kind: 'read', amount: 0n, block: 1n },
      ),
    )
    expect(none.size).toBe(0)
  })

  test('behavior: products that Shopify does not show are left out', async () => {
    const world = openWorld([])
    const down = {
      ...world,
      shopify: { ...world.shopify, readProductFacts: () => Promise.reject(new Error('x')) },
    }
    expect((await readGateFacts(down, { shop, form, number: null })).products).toEqual([])
  })

  test('behavior: the other discounts of the shop are read only where shoppers read the name of ours', async () => {
    const world = openWorld([])
    const ask = async (level: 'functions' | 'codes' | 'unknown', price: 'percentage' | 'none') => {
      const asked = { ...shop, enforcement: { ...shop.enforcement, level } }
      const reaction = { ...form.reaction, price }
      return (await readGateFacts(world, { shop: asked, form: { ...form, reaction }, number: null }))
        .otherTitles
    }
    expect(await ask('functions', 'percentage')).toEqual(['Night Owls'])
    expect(await ask('unknown', 'percentage')).toEqual(['Night Owls'])
    expect(await ask('codes', 'percentage')).toEqual([])
    expect(await ask('functions', 'none')).toEqual([])
  })
})
