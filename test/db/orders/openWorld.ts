import { createHash, randomBytes } from 'node:crypto'
import { createCheckedLookup } from '../../../app/chains/pictures/createCheckedLookup.ts'
import { isPublicAddress } from '../../../app/chains/pictures/isPublicAddress.ts'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import { ConflictError, UpstreamError } from '../../../app/core/errors/base.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Shop, ShopSettings } from '../../../app/core/gate/shop.ts'
import { toProofEntry } from '../../../app/core/gate/toProofEntry.ts'
import type { Gate, GateDraft } from '../../../app/core/gate/types.ts'
import { formatProof, formatUnsignedProof } from '../../../app/core/proof/format.ts'
import type { ProofCarrier } from '../../../app/core/proof/types.ts'
import type { ReadBlock } from '../../../app/core/receipt/types.ts'
import type { Balance } from '../../../app/core/requirement/reads.ts'
import { ROUTING_TOPIC } from '../../../app/core/settlement/holding.ts'
import type { OrderLine } from '../../../app/core/settlement/types.ts'
import { createCourier } from '../../../app/courier/createCourier.ts'
import { createRandomHex } from '../../../app/crypto/createRandomHex.ts'
import { createReceiverSecret, signMessage } from '../../../app/crypto/messages.ts'
import { deriveProofKey, signProof } from '../../../app/crypto/proofs.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import { createTokenSigner } from '../../../app/crypto/signingKeys.ts'
import type { Database } from '../../../app/db/database.ts'
import { createJobsPort } from '../../../app/db/jobs.ts'
import { createLedgerPort } from '../../../app/db/ledger.ts'
import { writeEvents } from '../../../app/db/numbers/writeEvents.ts'
import { createPrivacyPort } from '../../../app/db/privacy.ts'
import { createReservationsPort } from '../../../app/db/reservations.ts'
import { createSettlementsPort } from '../../../app/db/settlements.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { jobBatches, jobTable } from '../../../app/jobs/jobTable.ts'
import { runDueJobs } from '../../../app/jobs/runDueJobs.ts'
import type { JobDoor } from '../../../app/jobs/types.ts'
import type {
  FoundFulfillmentOrder,
  FoundOrder,
  FoundSubscription,
  ShopifyPort,
} from '../../../app/ports/shopify.ts'
import { makeLine, makeOrder, ORDERED } from '../../core/settlement/samples.ts'
import { fake } from '../../fakes/fake.ts'
import { makeStores, openTestSecret } from '../makeStores.ts'
import { plainGate, sampleAddress, sampleDraft, sampleShop, UNBOUND } from '../samples.ts'

export { makeLine, ORDERED }
export const CART = 'cart-1'
const HELD: EvmAddress = '0x00000000000000000000000000000000000000aa' as EvmAddress

export type Unlock = {
  visitId: string
  wallet: EvmAddress
  /** The proofs by carrier, over all requested gates. */
  proofs: Readonly<Record<ProofCarrier, string>>
  /** Gates whose limit is used up. */
  usedUp: readonly number[]
}
export type World = Awaited<ReturnType<typeof openWorld>>

/** A shop over a real database, with a Shopify that only these tests define: an unexpected call throws. */
export async function openWorld({
  db,
  settings,
  record = sampleShop(),
  courierMs = 10_000,
}: {
  db: Database
  settings?: Partial<ShopSettings>
  /** The shop; one that the database has goes on. */
  record?: ReturnType<typeof sampleShop>
  /** Milliseconds within which an address that gets messages must answer. */
  courierMs?: number
}) {
  let now = ORDERED
  // Worlds share the database one after the other, so jobs left by the previous one are deleted.
  await db.prisma.job.deleteMany()
  const stores = makeStores(db, { now: () => now })
  await stores.shops.save(record)
  const ports = {
    ...stores,
    jobs: createJobsPort({ db }),
    settlements: createSettlementsPort({ db, decryptSecret: openTestSecret, deriveProofKey }),
    privacy: createPrivacyPort({ db }),
    ledger: createLedgerPort({ db }),
    reservations: createReservationsPort({ db }),
  }
  const loaded = await stores.shops.load(record.myshopifyDomain)
  await stores.shops.set({
    shopId: loaded.id,
    settings: { ...loaded.settings, ...settings },
    enforcement: { level: 'functions' },
  })
  const shop: Shop = await stores.shops.load(record.myshopifyDomain)
  const { myshopifyDomain } = shop
  const shopify = createOrdersOnly(() => now)
  const balances = { answer: 1n as bigint | null }
  const ctx = fake<FlowContext>({
    log: { warn: () => undefined },
    issuer: 'https://palisade.example/api/v1',
    createRandomHex,
    hashSecret,
    tokens: createTokenSigner({ loadKeys: stores.signingKeys.load, now: () => now }),
    keptOrderDays: null,
    ...ports,
    now: () => now,
    signProof,
    createReceiverSecret,
    signMessage,
    courier: createCourier({
      ...{
        isPublic: isPublicAddress,
        createLookup: createCheckedLookup,
        allowsLocal: true,
        mostMs: courierMs,
      },
    }),
    readBalances: async ({ reads }) =>
      reads.map((): Balance => {
        const { answer } = balances
        if (answer === null) return { kind: 'unread', code: 'ERR_CHAIN_READ', chain: null }
        return { kind: 'read', amount: answer, block: 1n }
      }),
    shopify: shopify.port,
  })
  const door: JobDoor = {
    now: () => now,
    jobs: ports.jobs,
    shopContext: () => ctx,
    table: jobTable,
    batches: jobBatches,
    wait: async () => undefined,
  }

  const makeGate = async (changes: Partial<GateDraft> = {}): Promise<Gate> => {
    const gate = await stores.gates.create({
      actor: 'system',
      shopId: shop.id,
      draft: sampleDraft({
        ...plainGate({ contract: HELD }),
        guard: 'account',
        reaction: { ...NO_FLAGS, exclusive: true, price: null },
        cap: 0,
        recheck: false,
        freshSignature: false,
        showsUses: false,
        ...changes,
      }),
      profile: 0,
      at: ORDERED - 86_400,
    })
    // This world does not publish gates.
    await db.prisma.job.deleteMany({ where: { shopId: shop.id, kind: 'publish' } })
    return gate
  }

  async function unlock(parameters: {
    gates: readonly Gate[]
    cartToken?: string | null
    wallet?: EvmAddress
    tokens?: readonly string[]
    visitId?: string
    buyer?: string
    /** Where the chains were read; null as before grants recorded it. */
    blocks?: readonly ReadBlock[] | null
  }): Promise<Unlock> {
    const {
      gates,
      cartToken = `${CART}?key=k`,
      wallet = sampleAddress(),
      tokens = [],
      buyer = '0',
      blocks = [{ chain: 'ethereum' as ChainSlug, block: 21_000_000n }],
    } = parameters
    const visitId = parameters.visitId ?? randomBytes(16).toString('hex')
    if (!parameters.visitId) {
      await stores.visits.create({
        id: visitId,
        tokenHash: visitId,
        shopId: shop.id,
        wallets: [{ chain: 'ethereum' as ChainSlug, address: wallet, kind: 'key' }],
        vaults: [],
        keyThumbprint: null,
        now,
        expiresAt: now + 7200,
      })
    }
    // Orders are made at 14:00 of the shop's clock; proofs end at 16:00.
    const until = '2026112508'
    const endsAt = Date.parse('2026-11-25T16:00:00+01:00') / 1000 + 900
    const limited = gates.filter(({ limits }) => Object.values(limits).some((limit) => limit !== null))
    const answers = await ports.reservations.reserve({
      shopId: shop.id,
      visitId,
      at: now,
      wants: limited.map(({ number, revision, limits }) => ({
        gate: number,
        revision,
        endsAt,
        limits,
        wallets: [wallet],
        tokens,
        isWhole: true,
      })),
    })
    const usedUp = answers.flatMap((answer) => (answer.kind === 'used-up' ? answer.gate : []))
    const open = gates.filter(({ number }) => !usedUp.includes(number))
    const carriers = ['c', 'l', 'm'] as const
    const granted = await stores.grants.open({
      ...UNBOUND,
      shopId: shop.id,
      visitId,
      at: now,
      grants: carriers.map((carrier) => ({
        carrier,
        cartToken: carrier === 'l' ? null : cartToken,
        productId: carrier === 'l' ? 8101 : null,
        variantId: carrier === 'l' ? 9101 : null,
        newId: randomBytes(8).toString('hex'),
        gates: open.map(({ number, revision }) => ({ gate: number, revision, ...(blocks && { blocks }) })),
        buyer,
        until,
        endsAt,
      })),
    })
    await writeEvents({
      db,
      hashPersonal: hashSecret,
      events: open.map(({ number, revision }) => ({
        ...{ shopId: shop.id, visitId, at: now, dayOn: '2026-11-25', isLogin: true, isTold: true },
        ...{ gate: number, revision, outcome: 'open', detail: {}, wallets: [wallet], holder: wallet },
      })),
    })
    const keys = await stores.proofKeys.list({ shopId: shop.id })
    const sign = (carrier: ProofCarrier, index: number): string => {
      const { id = '', epoch = '' } = granted[index] ?? {}
      const key = keys.find((one) => one.epoch === epoch)?.key
      if (!key) throw new Error(`There is no key of the epoch ${epoch}.`)
      const entries = open.map(toProofEntry)
      const unsigned = formatUnsignedProof({ carrier, epoch, until, buyer, grant: id, entries })
      return formatProof({ unsigned, mac: signProof({ unsigned, key }) })
    }
    return {
      visitId,
      wallet,
      usedUp,
      proofs: { c: sign('c', 0), l: sign('l', 1), m: sign('m', 2) },
    }
  }

  return {
    db,
    ctx,
    ports,
    shop,
    shopify,
    balances,
    door,
    makeGate,
    unlock,
    get now() {
      return now
    },
    set now(at: number) {
      now = at
    },
    /** Add an order webhook and run all due jobs. */
    hear: async (orderId: number, cartToken: string | null = CART, customerId: number | null = null) => {
      await ports.jobs.add({
        shopId: shop.id,
        kind: 'order',
        key: String(orderId),
        payload: { cartToken, customerId, isTold: true },
        runAt: now,
      })
      await runDueJobs({ door })
    },
    work: () => runDueJobs({ door }),
    load: async (orderId: number) => {
      const row = await ports.settlements.load({ shopId: shop.id, orderId })
      if (!row) throw new Error(`Order ${orderId} was not settled.`)
      return row
    },
    outcome: async (orderId: number) =>
      (await ports.settlements.load({ shopId: shop.id, orderId }))?.settlement.outcome ?? null,
    uses: async (gate: Gate) =>
      (await ports.reservations.counts({ shopId: shop.id, gates: [gate.number] }))[0],
    jobs: () => ports.jobs.list({ shopId: shop.id, limit: 100 }),
    settle: { myshopifyDomain },
  }
}

/** An order at Shopify. `knowsCustomer`: whether Shopify shows the app whose it is. */
type PlacedOrder = FoundOrder & { readonly customerId: number | null; readonly knowsCustomer: boolean }

/** Shopify's orders only: facts that tests set, tags, metafields by digest, fulfilment orders with holds. */
function createOrdersOnly(now: () => number) {
  const orders = new Map<number, PlacedOrder>()
  const tags = new Map<string, string[]>()
  const metafields = new Map<string, string>()
  const fulfillmentOrders = new Map<number, FoundFulfillmentOrder[]>()
  const cancelled: number[] = []
  const otherTitles: string[] = []
  const subscriptions: FoundSubscription[] = [
    { subscriptionId: 'gid://shopify/WebhookSubscription/1', isOurs: true },
  ]
  const writes: string[] = []
  const failing = new Map<keyof ShopifyPort, Error>()
  let holds = 0
  const digest = (value: string) => createHash('sha256').update(value).digest('hex')
  const keyOf = ({ ownerId, key, namespace }: { ownerId: string; key: string; namespace?: string }) =>
    `${ownerId} ${namespace ?? '$app'} ${key}`
  const find = (name: { ownerId: string; key: string; namespace?: string }) => {
    const value = metafields.get(keyOf(name))
    return value === undefined ? null : { value, digest: digest(value) }
  }
  const tagsOf = (gid: string) => tags.get(gid) ?? orders.get(Number(gid.split('/').at(-1)))?.tags ?? []
  const check = (name: keyof ShopifyPort) => {
    const error = failing.get(name)
    if (error) throw error
  }
  const large = new Set<number>()
  const port: ShopifyPort = fake<ShopifyPort>({
    readOrder: async ({ orderId }) => {
      check('readOrder')
      const order = orders.get(Number(orderId))
      if (!order) return null
      const { customerId: _customerId, knowsCustomer: _knowsCustomer, ...found } = order
      return { ...found, tags: tagsOf(`gid://shopify/Order/${orderId}`) }
    },
    readOrders: ({ orderIds }) =>
      Promise.all(orderIds.map((orderId) => (large.has(orderId) ? 'large' : port.readOrder({ orderId })))),
    readOrderCustomer: async ({ orderId }) => {
      check('readOrderCustomer')
      const order = orders.get(orderId)
      return order?.knowsCustomer ? { id: order.customerId } : null
    },
    readOrderSummary: async ({ orderId }) => {
      check('readOrderSummary')
      const order = orders.get(orderId)
      const lines = order?.lines
      return lines
        ? {
            createdAt: order.createdAt,
            confirmationNumber: `CONFIRM${orderId}`,
            total: { amount: '96.00', currencyCode: 'EUR' },
            customer: { kind: 'hidden', reason: 'scope' },
            lines: lines.map(({ id, quantity }) => ({ id, title: `Item ${id}`, quantity, imageUrl: null })),
          }
        : null
    },
    listOtherTitles: async () => {
      check('listOtherTitles')
      return [...otherTitles]
    },
    addTags: async ({ gid, tags: more }) => {
      check('addTags')
      writes.push(`tags ${more.join(',')}`)
      tags.set(gid, [...new Set([...tagsOf(gid), ...more])])
    },
    addManyTags: async (added) => {
      for (const one of added) await port.addTags(one)
      return added.map(() => null)
    },
    removeTags: async ({ gid, tags: less }) => {
      check('removeTags')
      writes.push(`tags -${less.join(',-')}`)
      tags.set(
        gid,
        tagsOf(gid).filter((tag) => !less.includes(tag)),
      )
    },
    readPublished: async ({ ownerIds }) => ({
      needsDefinitions: true,
      installationId: 'gid://shopify/AppInstallation/1',
      storefront: null,
      owners: new Map(
        ownerIds.map((ownerId) => {
          const config = find({ ownerId, key: 'proof_config' })
          const inputVariables = find({ ownerId, key: 'input_variables' })
          return [ownerId, { config, inputVariables, isActive: true }]
        }),
      ),
      validationIds: [],
    }),
    readMetafields: async (names) => names.map(find),
    writeMetafields: async (all) => {
      check('writeMetafields')
      for (const one of all) {
        const standing = metafields.get(keyOf(one))
        const found = standing === undefined ? null : digest(standing)
        // Shopify deletes a metafield without comparing digests.
        if (one.value !== null && found !== one.digest)
          throw new ConflictError('ERR_SHOPIFY_STALE', 'Changed meanwhile.')
        writes.push(`metafield ${one.key}`)
        if (one.value === null) metafields.delete(keyOf(one))
        else metafields.set(keyOf(one), one.value)
      }
    },
    listFulfillmentOrders: async ({ orderId }) => {
      check('listFulfillmentOrders')
      return fulfillmentOrders.get(Number(orderId)) ?? []
    },
    holdFulfillmentOrder: async ({ id, lines, handle }) => {
      check('holdFulfillmentOrder')
      const holdId = `hold-${++holds}`
      for (const [orderId, all] of fulfillmentOrders) {
        const held = all.find((one) => one.id === id)
        if (!held) continue
        if (held.status === 'ON_HOLD' && lines.length > 0) {
          throw new UpstreamError('ERR_SHOPIFY_USER', 'The fulfillment order is not in a splittable state.')
        }
        const isHeld = ({ id: lineId }: { id: string }) =>
          lines.length === 0 || lines.some((line) => line.id === lineId)
        const rest = held.lines.filter((line) => !isHeld(line))
        fulfillmentOrders.set(orderId, [
          ...all.filter((one) => one.id !== id),
          {
            ...held,
            status: 'ON_HOLD',
            holds: [...held.holds, { id: holdId, handle, isOurs: true }],
            lines: held.lines.filter(isHeld),
          },
          ...(rest.length > 0 ? [{ ...held, id: `${id}-rest`, lines: rest }] : []),
        ])
      }
      return { holdId }
    },
    releaseHold: async ({ id, holdIds }) => {
      check('releaseHold')
      for (const [orderId, all] of fulfillmentOrders) {
        const next = all.map((one): FoundFulfillmentOrder => {
          if (one.id !== id) return one
          const left = one.holds.filter((hold) => !holdIds.includes(hold.id))
          return { ...one, status: left.length > 0 ? 'ON_HOLD' : 'OPEN', holds: left }
        })
        fulfillmentOrders.set(orderId, next)
      }
    },
    cancelOrder: async ({ orderId }) => {
      check('cancelOrder')
      cancelled.push(Number(orderId))
    },
    hasScope: async () => true,
    canReadOrders: async () => true,
    // Of routed orders alone: no world tags customers at this Shopify.
    listSubscriptions: async ({ topic }) => (topic === ROUTING_TOPIC ? [...subscriptions] : []),
    createSubscription: async () => {
      subscriptions.push({
        subscriptionId: `gid://shopify/WebhookSubscription/${subscriptions.length + 1}`,
        isOurs: true,
      })
    },
    deleteSubscription: async ({ subscriptionId }) => {
      const at = subscriptions.findIndex((one) => one.subscriptionId === subscriptionId)
      if (at >= 0) subscriptions.splice(at, 1)
    },
  })
  return {
    port,
    orders,
    tags: (orderId: number) => tagsOf(`gid://shopify/Order/${orderId}`),
    metafield: (orderId: number, key: string) =>
      metafields.get(
        `gid://shopify/Order/${orderId} ${key === 'gated_wallet_line_items' ? 'web_3' : '$app'} ${key}`,
      ) ?? null,
    fulfillmentOrders,
    cancelled,
    /** Titles of discounts that the merchant or another app made. */
    otherTitles,
    subscriptions,
    writes,
    failing,
    /** Orders that Shopify shows only by themselves. */
    large,
    place: (
      over: Partial<Omit<PlacedOrder, 'lines'>> & { id: number; lines?: readonly OrderLine[] },
    ): PlacedOrder => {
      const lines = (over.lines ?? makeOrder().lines).map((line) => ({ codes: [], ...line }))
      const order: PlacedOrder = {
        ...makeOrder(),
        name: `#${over.id}`,
        updatedAt: now(),
        knowsCustomer: true,
        cartToken: null,
        ...over,
        lines,
      }
      orders.set(order.id, order)
      return order
    },
    route: (orderId: number): void => {
      const lines = orders.get(orderId)?.lines ?? []
      fulfillmentOrders.set(orderId, [
        {
          id: `fulfillment-${orderId}`,
          status: 'OPEN',
          holds: [],
          lines: lines.map(({ id, quantity }) => ({ id: `fl-${id}`, lineItemId: id, remaining: quantity })),
        },
      ])
    },
  }
}
