import type { ThemeAnswer } from '../../core/block/types.ts'
import { PalisadeError } from '../../core/errors/base.ts'
import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { isExclusiveAt, standingOf } from '../../core/gate/standing.ts'
import type { SelfTestName, SelfTestStep } from '../../core/selfTest/types.ts'
import type { Needs } from '../context.ts'
import { checkProductPage } from '../shops/checkProductPage.ts'
import { type FindShopProblemsNeeds, findSettingProblems, listRefused } from '../shops/findShopProblems.ts'
import { checkBlock } from './checkBlock.ts'
import { checkProducts } from './checkProducts.ts'
import { checkScopes } from './checkScopes.ts'
import { checkFunctions, checkProofs, readBuilt } from './functions.ts'
import { checkCustomerData, checkHolding, checkOrders } from './orders.ts'
import { checkConfigs, checkOwner } from './owners.ts'
import { readOwners } from './readOwners.ts'
import { checkAddresses, checkChains } from './server.ts'
import { describeUnknown } from './steps.ts'

export type RunSelfTestNeeds = FindShopProblemsNeeds &
  Needs<
    | 'createRandomHex'
    | 'proofKeys'
    | 'signProof'
    | 'collections'
    | 'functions'
    | 'canReadChain'
    | 'readAddressFindings'
  >

/**
 * Run a trial purchase against a shop's live configuration, without buying, and report the faults.
 *
 * Only reads from Shopify. Signed proofs are thrown away. `theme` is what the admin said about the gate block.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function runSelfTest(
  ctx: RunSelfTestNeeds,
  { myshopifyDomain, theme }: { myshopifyDomain: string; theme: ThemeAnswer },
): Promise<SelfTestStep[]> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const scopes = await checkScopes(ctx)
  const asked = await checkAtShopify(ctx, { shop, scopes, theme })
  return [scopes, ...asked, await checkChains(ctx, { shop }), checkAddresses(ctx)]
}

/** The steps that ask Shopify. Without a scope Shopify refuses whole requests, so nothing is known of any. */
async function checkAtShopify(
  ctx: RunSelfTestNeeds,
  { shop, scopes, theme }: { shop: Shop; scopes: SelfTestStep; theme: ThemeAnswer },
): Promise<SelfTestStep[]> {
  try {
    return await runShopifySteps(ctx, { shop, theme })
  } catch (error) {
    const lacksScope = error instanceof PalisadeError && error.code === 'ERR_SCOPE_MISSING'
    if (!lacksScope || scopes.outcome !== 'failed') throw error
    const facts = ['Palisade can check this when it has the permission that is missing.']
    return AT_SHOPIFY.map((name) => describeUnknown(name, facts, { hint: null }))
  }
}

const AT_SHOPIFY = [
  'functions',
  'discounts',
  'validation',
  'configs',
  'proofs',
  'products',
  'customer-data',
  'orders',
  'holding',
  'block',
] as const satisfies readonly SelfTestName[]

async function runShopifySteps(
  ctx: RunSelfTestNeeds,
  { shop, theme }: { shop: Shop; theme: ThemeAnswer },
): Promise<SelfTestStep[]> {
  const gates = await ctx.gates.list({ shopId: shop.id })
  const [settings, page, owners, built, needs] = await Promise.all([
    findSettingProblems(ctx, { shop, gates }),
    checkProductPage(ctx, { shop, gates }),
    readOwners(ctx, { shop }),
    readBuilt(ctx),
    findNeeds(ctx, { shop }),
  ])
  const problems = [...settings, ...listRefused(shop)]
  const hasDiscount = owners.some(({ profile }) => profile !== null)
  const hasRule = owners.some(({ profile }) => profile === null)
  return Promise.all([
    checkFunctions(ctx, { shop, problems, built }),
    checkOwner('discounts', { has: hasDiscount, isNeeded: needs.discount, problems }),
    checkOwner('validation', { has: hasRule, isNeeded: needs.rule, problems }),
    checkConfigs(owners, { isNeeded: needs.discount || needs.rule, problems }),
    checkProofs(ctx, { shop, owners, built }),
    checkProducts(ctx, { shop }),
    checkCustomerData(ctx, { problems }),
    checkOrders(ctx, { shop, problems }),
    checkHolding(ctx, { shop, problems }),
    checkBlock({ theme, page }),
  ])
}

/** What the gates need at the checkout; nothing where Shopify lets no Functions run. */
async function findNeeds(
  ctx: Needs<'now' | 'gates'>,
  { shop }: { shop: Shop },
): Promise<{ discount: boolean; rule: boolean }> {
  if (shop.enforcement.level === 'codes') return { discount: false, rule: false }
  const now = ctx.now()
  const gates = await ctx.gates.list({ shopId: shop.id })
  const lasting = gates.filter((gate) => standingOf({ gate, now }) !== 'ended')
  return {
    discount: lasting.some(({ reaction }) => isDiscounting(reaction)),
    rule: gates.some((gate) => isExclusiveAt({ gate, now })),
  }
}
