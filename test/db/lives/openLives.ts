import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { planRevision } from '../../../app/core/gate/planRevision.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate, GateDraft } from '../../../app/core/gate/types.ts'
import type { SettlementRow } from '../../../app/core/settlement/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { chooseProfile } from '../../../app/flows/publication/chooseProfile.ts'
import { publishGate } from '../../../app/flows/publication/publishGate.ts'
import type { ProveGatesResult } from '../../../app/flows/unlocks/proveGates.ts'
import { jobBatches, jobTable } from '../../../app/jobs/jobTable.ts'
import { runDueJobs } from '../../../app/jobs/runDueJobs.ts'
import { proveVisit } from '../proveVisit.ts'
import { plainGate, sampleDraft } from '../samples.ts'
import { createChain, OWLS } from './createChain.ts'
import type { Checkout, GateChanges, Item, LiveCart, LiveShop, RunningPlatform } from './platform.ts'

/** 14:00 in Berlin: proofs of this hour end at 16:00 there. */
const OPENED = Date.parse('2026-11-25T14:00:00+01:00') / 1000
/** A server sweeps each minute; this is often enough to find each end before the hourly look at orders. Seconds. */
const TICK = 600

export type Lives = Awaited<ReturnType<typeof openLives>>
/** `vault`: one that the wallet speaks for. */
export type Shopper = {
  readonly wallet: EvmAddress
  readonly visitId: string
  readonly vault?: EvmAddress
}

/** Shops of several platforms in one database, under one clock and over one chain, served by one app. */
export async function openLives(db: Database, platforms: readonly RunningPlatform[]) {
  // Worlds share the database one after the other: jobs of an earlier one would run without their shop.
  await db.prisma.job.deleteMany()
  const clock = { now: OPENED }
  const chain = createChain()
  const shops: LiveShop[] = []
  for (const { open } of platforms) shops.push(await open({ db, clock, chain }))
  onTestFinished(async () => {
    for (const { events } of shops) await events.settle()
  })
  const [first] = shops
  if (!first) throw new Error('There is no platform.')
  const door = {
    ...{ now: () => clock.now, jobs: first.ctx.jobs, table: jobTable, batches: jobBatches },
    shopContext: ({ myshopifyDomain }: { myshopifyDomain: string }) => find(myshopifyDomain).ctx,
    wait: async () => undefined,
  }
  const find = (domain: string) => {
    const shop = shops.find(({ myshopifyDomain }) => myshopifyDomain === domain)
    if (!shop) throw new Error(`No test opened ${domain}.`)
    return shop
  }
  /** Let all messages arrive, and do what is due: jobs, those that they queue, and the sweep of ended uses. */
  const work = async () => {
    // A sweep may make a look at orders due, and the sweep after that look gives the uses back.
    for (let quiet = 0; quiet < 2; ) {
      for (const { events } of shops) await events.settle()
      const ran = await runDueJobs({ door })
      await first.ctx.reservations.sweep({ at: clock.now })
      quiet = ran > 0 ? 0 : quiet + 1
    }
  }
  await work()
  return {
    ...{ db, clock, chain, shops, work },
    /** Let time pass, as a server that runs meanwhile sees it. */
    pass: async (seconds: number) => {
      for (let left = seconds; left > 0; left -= TICK) {
        clock.now += Math.min(TICK, left)
        await work()
      }
    },
    /** How many jobs have failed and wait for another try. */
    countFailing: () => db.prisma.job.count({ where: { attempts: { gt: 0 } } }),
    newShopper: (wallet: EvmAddress): Shopper => ({ wallet, visitId: randomBytes(16).toString('hex') }),
  }
}

/** Create a gate that takes 20 % off the jacket for holders of an owl, and publish it. */
export async function makeGate(
  { ctx, myshopifyDomain, productOf }: LiveShop,
  { good = 'jacket', ...changes }: GateChanges = {},
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const draft = sampleDraft({
    ...plainGate({ contract: OWLS }),
    ...{ cap: 0, recheck: false, freshSignature: false, showsUses: false },
    subject: { kind: 'products', ids: [productOf(good)] },
    reaction: { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 2000 } },
    ...changes,
  })
  const profile = await chooseProfile(ctx, { shop, combination: draft.combination })
  const at = ctx.now() - 86_400
  const { number } = await ctx.gates.create({ actor: 'system', shopId: shop.id, draft, profile, at })
  const gate = await publishGate(ctx, { shop, number })
  if (gate.publication.kind !== 'published')
    throw new Error(`The gate was not published: ${JSON.stringify(gate.publication)}`)
  return gate
}

/** Change a gate as the merchant does, and publish it. */
export async function changeGate(
  { ctx, myshopifyDomain }: LiveShop,
  { number, ...changes }: Pick<Gate, 'number'> & Partial<Pick<GateDraft, 'limits' | 'reaction'>>,
): Promise<Gate> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gate = await ctx.gates.load({ shopId: shop.id, number })
  const draft = { ...gate, ...changes }
  const { profile, revision: expectedRevision, updatedAt: expectedUpdatedAt } = gate
  await ctx.gates.update({
    ...{ shopId: shop.id, number, draft, profile, expectedRevision, expectedUpdatedAt },
    ...{ revision: planRevision({ gate, draft }), actor: 'system', at: ctx.now() },
  })
  return publishGate(ctx, { shop, number })
}

/** Unlock gates for a cart, and put what that gave into it. */
export async function unlock(
  { ctx, myshopifyDomain }: LiveShop,
  { gates, shopper, cart }: { gates: readonly Gate[]; shopper: Shopper; cart: LiveCart },
): Promise<ProveGatesResult> {
  const { wallet, visitId, vault } = shopper
  const proven = await proveVisit(ctx, {
    ...{ myshopifyDomain, gates, wallet, visitId, customerId: null, cartToken: cart.token },
    ...(vault !== undefined && { vaults: [{ address: vault, delegates: [wallet], tokens: [] }] }),
  })
  await cart.put(proven)
  return proven
}

/** Pay a cart; throws if the checkout refuses. */
export async function buy(
  cart: LiveCart,
  items: readonly Item[],
): Promise<Extract<Checkout, { kind: 'ordered' }>> {
  const checkout = await cart.checkout(items)
  if (checkout.kind === 'refused') throw new Error(`The checkout refused: ${checkout.why}`)
  return checkout
}

export async function loadSettlement(
  { ctx, myshopifyDomain }: LiveShop,
  orderId: number,
): Promise<SettlementRow | null> {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  return ctx.settlements.load({ shopId, orderId })
}

export async function outcomeOf(shop: LiveShop, orderId: number): Promise<string | null> {
  return (await loadSettlement(shop, orderId))?.settlement.outcome ?? null
}

/** How many uses of a gate carts have reserved and orders have. */
export async function usesOf({ ctx, myshopifyDomain }: LiveShop, gate: Gate) {
  const { id: shopId } = await ctx.shops.load(myshopifyDomain)
  const [counts] = await ctx.reservations.counts({ shopId, gates: [gate.number] })
  return { reserved: counts?.reserved ?? 0, committed: counts?.committed ?? 0 }
}
