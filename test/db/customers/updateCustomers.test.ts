import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import type { GateAnswer } from '../../../app/core/gate/answer.ts'
import type { Gate, GateNumber } from '../../../app/core/gate/types.ts'
import type { Balance } from '../../../app/core/requirement/reads.ts'
import type { Visit } from '../../../app/core/visit/types.ts'
import type { Database } from '../../../app/db/database.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { addCustomerUnlock } from '../../../app/flows/customers/addCustomerUnlock.ts'
import { checkGoneCustomer } from '../../../app/flows/customers/checkGoneCustomer.ts'
import { ensureCustomerTopics } from '../../../app/flows/customers/ensureCustomerTopics.ts'
import { redactCustomer } from '../../../app/flows/orders/redactCustomer.ts'
import { updateSettings } from '../../../app/flows/shops/updateSettings.ts'
import { jobTable } from '../../../app/jobs/jobTable.ts'
import { runDueJobs } from '../../../app/jobs/runDueJobs.ts'
import type { JobFailure } from '../../../app/jobs/types.ts'
import { createShopifyPort } from '../../../app/shopify/createShopifyPort.ts'
import { IS_LONG, SEED } from '../../random.ts'
import { openTestPort, type TestPort } from '../../shopify/openTestPort.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { openWorld } from '../orders/openWorld.ts'
import { sampleAddress } from '../samples.ts'

const DAY = 86_400
const SCOPES = ['write_customers', 'read_customer_merge']
const ethereum = 'ethereum' as ChainSlug

describe.each(engines)('tags of customers on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  let open: TestPort
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
    open = await openTestPort({ scopes: SCOPES })
  })
  beforeEach(() => {
    open.reset()
    const { customers } = open.admin.shop
    customers.clear()
    for (const id of [77, 78]) {
      customers.set(id, { id, email: `${id}@shop.test`, firstName: 'Ada', lastName: 'Test', tags: ['vip'] })
    }
    setGranted(open.admin.state.scopes.required)
  })
  afterAll(async () => {
    await open.admin.close()
    await engine.close()
  })

  /** Sets what the installation and all its tokens may do. */
  function setGranted(scopes: readonly string[]) {
    const { installation } = open.admin.shop
    if (!installation) throw new Error('The app is not installed.')
    installation.scopes = [...scopes]
    for (const token of installation.accessTokens.values()) token.scopes = [...scopes]
  }

  /** A shop that tags customers, with one gate, over the stand-in's Admin API. Wallets in `holders` hold its token. */
  async function openTagging(settings: { tagsCustomers?: boolean } = {}) {
    const world = await openWorld({ db, settings: { tagsCustomers: true, ...settings } })
    const gate = await world.makeGate({ name: 'Owls' })
    const holders = new Set<string>()
    const chain = { isAway: false }
    const { graphql, admin } = open
    // While a database works, the idle connection may be closed, and the next request on it would fail.
    await graphql('query Ping { __typename }').catch(() => undefined)
    const asked: number[] = []
    const ctx: FlowContext = new Proxy(world.ctx, {
      get: (target, name) => {
        // Without `scopes`, so that the port asks Shopify each time.
        if (name === 'shopify') return createShopifyPort({ graphql, appUrl: 'https://app.example.com' })
        if (name !== 'readBalances') return Reflect.get(target, name)
        return async ({ reads }: { reads: readonly { owner: string }[] }) => {
          asked.push(reads.length)
          return reads.map(({ owner }): Balance => {
            if (chain.isAway) return { kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum }
            return { kind: 'read', amount: holders.has(owner) ? 1n : 0n, block: 1n }
          })
        }
      },
    })
    const { shop } = world
    const { id: shopId } = shop
    const load = () => world.ports.shops.load(shop.myshopifyDomain)
    return {
      ...{ world, ctx, gate, holders, chain, asked, shopId },
      /** A visit of a customer whose wallet, by default a new one, opens the gates. */
      unlock: async (
        customerId: string | null,
        gates: readonly Gate[] = [gate],
        address: string = sampleAddress(),
      ) => {
        holders.add(address)
        const wallets = [{ kind: 'key' as const, chain: ethereum, address: address as EvmAddress }]
        const visit: Visit = {
          id: 'v',
          shopId,
          wallets,
          vaults: [],
          seen: null,
          keyThumbprint: null,
          signedAt: 0,
          expiresAt: 0,
        }
        const answers = gates.map(
          ({ number }): GateAnswer => ({
            ...{ id: number, kind: 'open', reaction: 'x', endsAt: 0 },
          }),
        )
        const counted = new Map(gates.map(({ number }) => [number as GateNumber, [address]]))
        await addCustomerUnlock(ctx, { shop: await load(), visit, customerId, gates, answers, counted })
        return address
      },
      /** Run the due jobs later by so many seconds. A job that fails is a fault of this test. */
      work: async (seconds = 0) => {
        world.now += seconds
        const table = { customers: jobTable.customers, reconcile: async () => undefined }
        const failed: string[] = []
        const tellFailure = ({ reason }: JobFailure) => void failed.push(reason.msg)
        const door = { ...world.door, shopContext: () => ctx, table, tellFailure }
        const count = await runDueJobs({ door })
        expect(failed).toEqual([])
        return count
      },
      /** Set the shop's setting, and queue what follows from it. */
      set: async (tagsCustomers: boolean) => {
        const { settings, myshopifyDomain } = await load()
        await updateSettings(ctx, { myshopifyDomain, settings: { ...settings, tagsCustomers } })
      },
      tags: (id: number) => admin.shop.customers.get(id)?.tags,
      metafield: () => [...admin.shop.metafields.values()].map(({ value }) => value),
      rows: () => world.ports.customers.list({ shopId, limit: 100 }),
      wallets: () => db.prisma.customerWallet.count({ where: { shopId } }),
    }
  }

  test('refuses: a tag for an unlock of a gate in test', async () => {
    const { unlock, work, gate, tags, rows } = await openTagging()
    await unlock('77', [{ ...gate, test: { ...gate.test, isOn: true } }])
    await work()
    expect([tags(77), await rows()]).toEqual([['vip'], []])
  })

  test('default: who unlocks a gate while signed in gets its tag and metafield; a guest leaves nothing', async () => {
    const { unlock, work, tags, metafield, rows, wallets } = await openTagging()
    await unlock(null)
    expect([await rows(), await wallets()]).toEqual([[], 0])
    await unlock('77')
    expect(await work()).toBe(1)
    expect([tags(77), tags(78), metafield()]).toEqual([['vip', 'Owls'], ['vip'], ['["Owls"]']])
    const before = open.costs.length
    await work(DAY / 2)
    expect(open.costs.length - before).toBeLessThanOrEqual(1)
  })

  test('behavior: a shop that has not switched it on stores and writes nothing', async () => {
    const { unlock, work, rows, wallets } = await openTagging({ tagsCustomers: false })
    await unlock('77')
    expect([await work(), await rows(), await wallets()]).toEqual([0, [], 0])
  })

  test('behavior: without the scope rows wait, and are written when it is granted', async () => {
    const { unlock, work, tags, rows, world, ctx } = await openTagging()
    const granted = open.admin.shop.installation?.scopes ?? []
    setGranted(granted.filter((scope) => !scope.includes('customer')))
    await unlock('77')
    await work()
    expect([tags(77), (await rows()).length]).toEqual([['vip'], 1])
    setGranted(granted)
    await ctx.jobs.add({ shopId: world.shop.id, kind: 'customers', key: 'shop', runAt: world.now })
    await work()
    expect(tags(77)).toEqual(['vip', 'Owls'])
  })

  test('behavior: a scope that is withdrawn between the question and the write makes the rows wait', async () => {
    const { unlock, work, tags, rows, ctx, shopId } = await openTagging()
    await unlock('77')
    const { installation } = open.admin.shop
    // The installation still names the scope, but no token has it.
    for (const token of installation?.accessTokens.values() ?? []) token.scopes = ['read_products']
    await work()
    expect([tags(77), (await rows()).map(({ needsWrite }) => needsWrite)]).toEqual([['vip'], [true]])
    expect(await ctx.jobs.list({ shopId, limit: 5 })).toEqual([])
  })

  test('behavior: the tag goes within a day when the tokens are gone, and with it what was stored', async () => {
    const { unlock, work, tags, metafield, rows, wallets, holders } = await openTagging()
    const address = await unlock('77')
    await work()
    holders.delete(address)
    await work(DAY + 3600)
    await work(60)
    expect([tags(77), metafield(), await rows(), await wallets()]).toEqual([['vip'], [], [], 0])
  })

  test('behavior: a chain that cannot be read removes nothing, and is read again in an hour', async () => {
    const { unlock, work, tags, chain, holders, world, shopId } = await openTagging()
    const address = await unlock('77')
    await work()
    holders.delete(address)
    chain.isAway = true
    await work(DAY + 3600)
    expect(tags(77)).toEqual(['vip', 'Owls'])
    const [count] = await world.ports.customers.countGates({ shopId, gates: [1], limit: 1 })
    expect(count).toMatchObject({ tagged: 1, unread: 1, unreadChains: ['ethereum'] })
    chain.isAway = false
    await work(2 * 3600)
    await work(60)
    expect(tags(77)).toEqual(['vip'])
  })

  test('behavior: the tokens of a gate’s customers are read together, each judged by their own', async () => {
    const { unlock, work, tags, holders, asked } = await openTagging()
    const [first] = [await unlock('77'), await unlock('78')]
    await work()
    holders.delete(first)
    await work(DAY + 3600)
    await work(60)
    expect(asked).toEqual([2])
    expect([tags(77), tags(78)]).toEqual([['vip'], ['vip', 'Owls']])
  })

  test('refuses: a tag without tokens, whatever people do with wallets and accounts', async () => {
    const below = makeDice(SEED)
    const met = { tagged: 0, untagged: 0, moved: 0 }
    for (let run = 0; run < (IS_LONG ? 40 : 4); run++) {
      open.admin.shop.customers.forEach((customer) => {
        customer.tags = ['vip']
      })
      const { unlock, work, tags, gate, holders, chain } = await openTagging()
      const wallets = [sampleAddress(), sampleAddress()]
      /** Who signed in with a wallet last. */
      const owners = new Map<string, number>()
      for (let step = 0; step < 8; step++) {
        const wallet = wallets[below(2)] ?? ''
        const customer = 77 + below(2)
        const what = below(5)
        if (what <= 1) {
          await unlock(String(customer), [gate], wallet)
          if (owners.has(wallet) && owners.get(wallet) !== customer) met.moved += 1
          owners.set(wallet, customer)
        } else if (what === 2) holders.delete(wallet)
        else if (what === 3) chain.isAway = !chain.isAway
        else await work(below(30) * 3600)
      }
      chain.isAway = false
      for (const seconds of [0, DAY + 7200, 60, 60]) await work(seconds)
      for (const customer of [77, 78]) {
        const mayHave = wallets.some((wallet) => owners.get(wallet) === customer && holders.has(wallet))
        const found = tags(customer) ?? []
        expect(found.includes('vip'), `run ${run}`).toBe(true)
        expect(found.includes('Owls'), `run ${run}, customer ${customer}`).toBe(mayHave)
        met[mayHave ? 'tagged' : 'untagged'] += 1
      }
    }
    for (const [outcome, count] of Object.entries(met)) expect(count, outcome).toBeGreaterThan(0)
  })

  test('behavior: a tag of somebody else’s stays when the customer leaves', async () => {
    const { unlock, work, tags, set } = await openTagging()
    const customer = open.admin.shop.customers.get(77)
    if (customer) customer.tags = ['owls']
    await unlock('77')
    await work()
    await set(false)
    await work()
    expect(tags(77)).toEqual(['owls'])
  })

  test('behavior: when the switch goes off, every tag of ours goes, and the rows', async () => {
    const { unlock, work, tags, set, rows, wallets } = await openTagging()
    await unlock('77')
    await unlock('78')
    await work()
    await set(false)
    await work()
    expect([tags(77), tags(78), await rows(), await wallets()]).toEqual([['vip'], ['vip'], [], 0])
  })

  test('behavior: a deleted gate takes its tag back; a paused one only if the merchant chose so', async () => {
    const { unlock, work, tags, world, gate, ctx, shopId } = await openTagging()
    const queue = () => ctx.jobs.add({ shopId, kind: 'customers', key: 'shop', runAt: world.now })
    await unlock('77')
    await work()
    const pause = async (state: 'paused' | 'active') => {
      await db.prisma.gate.update({
        where: { shopId_number: { shopId, number: BigInt(gate.number) } },
        data: { state },
      })
      await queue()
      await work()
    }
    await pause('paused')
    expect(tags(77)).toEqual(['vip', 'Owls'])
    const choice = { gate: gate.number, tag: 'Night owls', isOn: true, removesWhenPaused: true }
    await world.ports.customers.setTag({ shopId, tag: choice })
    await queue()
    await work()
    expect(tags(77)).toEqual(['vip'])
    await pause('active')
    expect(tags(77)).toEqual(['vip', 'Night owls'])
    // Also if the tokens were due to be read when it was paused.
    world.now += 3 * DAY
    await pause('paused')
    expect(tags(77)).toEqual(['vip'])
    await pause('active')
    expect(tags(77)).toEqual(['vip', 'Night owls'])
    await world.ports.gates.delete({ shopId, number: gate.number, actor: 'system', at: world.now })
    await db.prisma.job.deleteMany({ where: { shopId, kind: 'publish' } })
    await queue()
    await work()
    expect(tags(77)).toEqual(['vip'])
  })

  test('refuses: another shop’s customer, or one whom Shopify has deleted: both are forgotten', async () => {
    const { unlock, work, rows, wallets } = await openTagging()
    await unlock('4711')
    await unlock('78')
    open.admin.shop.customers.delete(78)
    await work()
    expect([await rows(), await wallets()]).toEqual([[], 0])
  })

  test('refuses: the 251st tag, which comes when there is room', async () => {
    const { unlock, work, tags, world, shopId } = await openTagging()
    const customer = open.admin.shop.customers.get(77)
    if (customer) customer.tags = Array.from({ length: 250 }, (_, i) => `t${i}`)
    await unlock('77')
    await unlock('78')
    await work()
    expect([tags(77)?.length, tags(78)]).toEqual([250, ['vip', 'Owls']])
    expect(await world.ports.customers.countGates({ shopId, gates: [1], limit: 1 })).toMatchObject([
      { tagged: 1, refused: 1 },
    ])
    customer?.tags?.pop()
    await work(DAY + 3600)
    await work(60)
    expect(tags(77)).toContain('Owls')
  })

  test('behavior: a customer whom Shopify refuses holds nobody else up', async () => {
    const { unlock, work, tags, rows } = await openTagging()
    const userErrors = [{ field: null, message: 'Tags are locked', code: null }]
    open.admin.shop.failures.push({ operation: 'tagsAdd', times: 1, status: null, userErrors })
    await unlock('77')
    await unlock('78')
    await work()
    expect([tags(77), tags(78)]).toEqual([['vip'], ['vip', 'Owls']])
    expect((await rows()).map(({ refusal }) => refusal).sort()).toEqual([null, 'refused'].sort())
  })

  test('behavior: a customer merged at Shopify takes tags along; a merge that failed changes nothing', async () => {
    const { unlock, work, tags, rows, ctx, world } = await openTagging()
    const { customers } = open.admin.shop
    await unlock('77')
    await work()
    const merge = { myshopifyDomain: world.shop.myshopifyDomain, customerId: '77', into: '78' }
    await checkGoneCustomer(ctx, merge)
    expect((await rows()).map(({ customerId }) => customerId)).toEqual(['77'])
    customers.delete(77)
    await checkGoneCustomer(ctx, merge)
    await work()
    expect([tags(78), (await rows()).map(({ customerId }) => customerId)]).toEqual([['vip', 'Owls'], ['78']])
    customers.delete(78)
    await checkGoneCustomer(ctx, { ...merge, customerId: '78', into: null })
    expect(await rows()).toEqual([])
  })

  test('behavior: tags that Shopify joined in a merge are still this app’s own, and go with the tokens', async () => {
    const { unlock, work, tags, ctx, world, holders } = await openTagging()
    const { customers } = open.admin.shop
    const address = await unlock('77')
    await work()
    const kept = customers.get(78)
    if (kept) kept.tags = ['vip', 'Owls']
    customers.delete(77)
    const { myshopifyDomain } = world.shop
    await checkGoneCustomer(ctx, { myshopifyDomain, customerId: '77', into: '78' })
    await work()
    expect(tags(78)).toEqual(['vip', 'Owls'])
    holders.delete(address)
    await work(DAY + 3600)
    await work(60)
    expect(tags(78)).toEqual(['vip'])
  })

  test('behavior: an erased customer loses the tag, and all rows, even if the scope is gone', async () => {
    const { unlock, work, tags, rows, wallets, ctx, shopId } = await openTagging()
    await unlock('77')
    await unlock('78')
    await work()
    await redactCustomer(ctx, { shopId, customerId: 77, orderIds: [] })
    expect(await wallets()).toBe(1)
    await work()
    expect([tags(77), (await rows()).map(({ customerId }) => customerId)]).toEqual([['vip'], ['78']])
    setGranted(open.admin.state.scopes.required.filter((scope) => !scope.includes('customer')))
    await redactCustomer(ctx, { shopId, customerId: 78, orderIds: [] })
    await work()
    expect([tags(78), await rows(), await wallets()]).toEqual([['vip', 'Owls'], [], 0])
  })

  test('behavior: the app hears of customers who are gone where it tags them, and nowhere else', async () => {
    const { ctx, world, set } = await openTagging()
    const topics = () => open.admin.shop.webhookSubscriptions.map(({ topic }) => topic).sort()
    await ensureCustomerTopics(ctx, { shop: world.shop })
    expect(topics()).toEqual(['customers/delete', 'customers/merge'])
    await set(false)
    await ensureCustomerTopics(ctx, { shop: await ctx.shops.load(world.shop.myshopifyDomain) })
    expect(topics()).toEqual([])
  })
})

/** Random whole numbers below a limit, the same for one seed. */
function makeDice(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * most)
  }
}
