import { findChain } from '../../core/chain/findChain.ts'
import { PalisadeError } from '../../core/errors/base.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { isSameJson } from '../../core/publication/isSameJson.ts'
import { listConditions } from '../../core/requirement/listConditions.ts'
import { isSameQuery } from '../../core/selfTest/isSameQuery.ts'
import type { SelfTestHint, SelfTestName, SelfTestStep } from '../../core/selfTest/types.ts'
import { REMEDIES, type ShopProblem } from '../../core/settlement/problems.ts'
import type { BuiltQuery } from '../../ports/functions.ts'
import type { Needs } from '../context.ts'
import { loadHolding } from '../orders/loadHolding.ts'
import { findMarkFaults } from './findMarkFaults.ts'
import { type FindShopProblemsNeeds, findShopProblems } from './findShopProblems.ts'
import { type ConfiguredOwner, readOwners } from './readOwners.ts'
import { runProofs } from './runProofs.ts'

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

const REQUIRED_SCOPES = {
  write_products: 'change products',
  write_discounts: 'create discounts',
  write_validations: 'set checkout rules',
  write_app_proxy: 'answer requests from the storefront',
  write_orders: 'tag and cancel orders',
}
const TOLD_WITHIN = 30 * 86_400

/**
 * Run a trial purchase against a shop's live configuration, without buying, and report the faults.
 *
 * Only reads from Shopify. Signed proofs are thrown away.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function runSelfTest(
  ctx: RunSelfTestNeeds,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<SelfTestStep[]> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const scopes = await checkScopes(ctx)
  const asked = await checkAtShopify(ctx, { shop, scopes })
  return [scopes, ...asked, await checkChains(ctx, { shop }), checkAddresses(ctx)]
}

/** The steps that ask Shopify. Without a scope Shopify refuses whole requests, so nothing is known of any. */
async function checkAtShopify(
  ctx: RunSelfTestNeeds,
  { shop, scopes }: { shop: Shop; scopes: SelfTestStep },
): Promise<SelfTestStep[]> {
  try {
    return await runShopifySteps(ctx, { shop })
  } catch (error) {
    const lacksScope = error instanceof PalisadeError && error.code === 'ERR_SCOPE_MISSING'
    if (!lacksScope || scopes.outcome !== 'failed') throw error
    const facts = ['Palisade can check this when it has the permission that is missing.']
    return AT_SHOPIFY.map((name) => ({ name, outcome: 'unknown', problems: [], facts, hint: null }))
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
] as const satisfies readonly SelfTestName[]

async function runShopifySteps(ctx: RunSelfTestNeeds, { shop }: { shop: Shop }): Promise<SelfTestStep[]> {
  const { myshopifyDomain } = shop
  const [problems, owners, built] = await Promise.all([
    findShopProblems(ctx, { myshopifyDomain }),
    readOwners(ctx, { shop }),
    readBuilt(ctx),
  ])
  return Promise.all([
    checkFunctions(ctx, { shop, problems, built }),
    checkOwner({ name: 'discounts', problems, isNeeded: owners.some(({ profile }) => profile !== null) }),
    checkOwner({ name: 'validation', problems, isNeeded: owners.some(({ profile }) => profile === null) }),
    checkConfigs(owners),
    checkProofs(ctx, { shop, owners, built }),
    checkProducts(ctx, { shop }),
    checkCustomerData(ctx, { problems }),
    checkOrders(ctx, { shop, problems }),
    checkHolding(ctx, { shop, problems }),
  ])
}

async function checkScopes(ctx: Needs<'shopify'>): Promise<SelfTestStep> {
  const scopes = Object.entries(REQUIRED_SCOPES)
  const held = await Promise.all(scopes.map(([name]) => ctx.shopify.hasScope(name)))
  const missing = scopes.filter((_, i) => !held[i])
  return describeStep(
    'scopes',
    missing.map(([name, words]) => `The app is not allowed to ${words} (${name}).`),
    { hint: 'allow' },
  )
}

/** The input queries of the built Functions, or why this server has no usable build of them. */
type Built = { readonly queries: readonly BuiltQuery[]; readonly fault: PalisadeError | null }

async function readBuilt(ctx: Needs<'functions'>): Promise<Built> {
  try {
    return { queries: await ctx.functions.readQueries(), fault: null }
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.code !== 'ERR_FUNCTION_BUILD') throw error
    return { queries: [], fault: error }
  }
}

async function checkFunctions(
  ctx: Needs<'shopify'>,
  parameters: { shop: Shop; problems: readonly ShopProblem[]; built: Built },
): Promise<SelfTestStep> {
  const { shop, problems, built } = parameters
  if (shop.enforcement.level === 'codes') {
    return describeSkipped(
      'functions',
      'Shopify does not let this shop run Functions of a custom app. Gates work with discount codes.',
    )
  }
  const missing = problems.filter(({ kind }) => kind === 'function-missing')
  if (missing.length > 0) return describeProblems('functions', missing)
  if (built.fault) return describeStep('functions', [built.fault.message], { hint: 'build' })
  const facts: string[] = []
  const released = await ctx.shopify.readFunctions()
  for (const { handle, target, query } of built.queries) {
    const texts = released.filter((one) => one.handle === handle).map(({ inputQuery }) => inputQuery)
    const known = texts.filter((text) => text !== null)
    // Shopify may show only one query of a Function with several targets. Another target's query proves nothing about
    // this one.
    const others = built.queries.filter((one) => one.handle === handle && one.target !== target)
    const isOther = (text: string) => others.some((one) => isSameQuery({ built: one.query, released: text }))
    const isOld = known.some((text) => !isOther(text) && !isSameQuery({ built: query, released: text }))
    if (isOld && !facts.some((fact) => fact.includes(`of ${handle}`))) {
      facts.push(`The checkout runs a different version of ${handle} than this server was built with.`)
    }
  }
  return describeStep('functions', facts, { hint: 'release' })
}

/** The step that reports a problem; null for none. */
const STEPS = {
  'function-missing': 'functions',
  'discount-gone': 'discounts',
  'discount-off': 'discounts',
  'discount-changed': 'discounts',
  'discount-failing': 'discounts',
  'validation-gone': 'validation',
  'validation-off': 'validation',
  'validation-blank': 'validation',
  'validation-foreign': 'validation',
  'validation-failing': 'validation',
  'holds-not-allowed': 'holding',
  'routing-unheard': 'holding',
  'customer-data-not-approved': 'customer-data',
  'orders-pending': 'orders',
  'orders-unmatched': 'orders',
  'timezone-unknown': 'orders',
  'domain-unusable': 'orders',
  // Purchases do not depend on it.
  'data-requests-open': null,
  'work-failing': 'orders',
} as const satisfies Record<ShopProblem['kind'], SelfTestName | null>

function describeProblems(name: SelfTestName, problems: readonly ShopProblem[]): SelfTestStep {
  const hint = problems.map(({ kind }) => REMEDIES[kind]).find((one) => one !== null) ?? null
  return { name, outcome: problems.length > 0 ? 'failed' : 'passed', problems, facts: [], hint }
}

function checkOwner({
  name,
  problems,
  isNeeded,
}: {
  name: 'discounts' | 'validation'
  problems: readonly ShopProblem[]
  isNeeded: boolean
}): SelfTestStep {
  const own = problems.filter(({ kind }) => STEPS[kind] === name)
  if (own.length === 0 && !isNeeded) return describeSkipped(name, 'No gate needs one.')
  return describeProblems(name, own)
}

function checkConfigs(owners: readonly ConfiguredOwner[]): SelfTestStep {
  if (owners.length === 0) return describeSkipped('configs', 'This shop has no gate yet.')
  const facts = owners.flatMap(({ label, live, wanted }) => {
    if (live === null) return [`${label} has no gate configuration: it accepts no proof.`]
    return isSameJson(live, wanted) ? [] : [`${label} has an old gate configuration.`]
  })
  return describeStep('configs', facts, { hint: 'repair' })
}

async function checkProofs(
  ctx: Parameters<typeof runProofs>[0],
  { shop, owners, built }: { shop: Shop; owners: readonly ConfiguredOwner[]; built: Built },
): Promise<SelfTestStep> {
  if (built.fault) {
    const facts = ['This server cannot try a proof: it has no usable build of the Functions.']
    return { name: 'proofs', outcome: 'unknown', problems: [], facts, hint: 'build' }
  }
  const { tried, faults } = await runProofs(ctx, { shop, owners })
  if (tried === 0) {
    return describeSkipped('proofs', 'No active gate uses Functions.')
  }
  return describeStep('proofs', faults, { hint: 'rotate' })
}

async function checkProducts(
  ctx: Parameters<typeof findMarkFaults>[0],
  { shop }: { shop: Shop },
): Promise<SelfTestStep> {
  const { looked, faults } = await findMarkFaults(ctx, { shop })
  if (looked === 0) return describeSkipped('products', 'No gate names a product.')
  return describeStep('products', faults, { hint: 'repair' })
}

async function checkCustomerData(
  ctx: Needs<'shopify'>,
  { problems }: { problems: readonly ShopProblem[] },
): Promise<SelfTestStep> {
  const own = problems.filter(({ kind }) => STEPS[kind] === 'customer-data')
  if (await ctx.shopify.hasScope('read_orders')) return describeProblems('customer-data', own)
  return {
    name: 'customer-data',
    outcome: 'unknown',
    problems: [],
    facts: [
      'The app is not allowed to read orders (read_orders), so Shopify does not say whether it approves.',
    ],
    hint: 'allow',
  }
}

async function checkOrders(
  ctx: Needs<'now' | 'settlements'>,
  { shop, problems }: { shop: Shop; problems: readonly ShopProblem[] },
): Promise<SelfTestStep> {
  const own = problems.filter(({ kind }) => STEPS[kind] === 'orders')
  if (own.length > 0) return describeProblems('orders', own)
  const { rows } = await ctx.settlements.list({ shopId: shop.id, limit: 20 })
  const told = rows.some((row) => row.isTold && row.orderedAt > ctx.now() - TOLD_WITHIN)
  if (told) return describeProblems('orders', [])
  return {
    name: 'orders',
    outcome: 'unknown',
    problems: [],
    facts: [
      'Shopify has not reported an order with a gate in the last 30 days. Palisade cannot tell whether Shopify would report one.',
    ],
    hint: 'order',
  }
}

async function checkHolding(
  ctx: Needs<'now' | 'gates' | 'shopify'>,
  { shop, problems }: { shop: Shop; problems: readonly ShopProblem[] },
): Promise<SelfTestStep> {
  const own = problems.filter(({ kind }) => STEPS[kind] === 'holding')
  if (own.length > 0) return describeProblems('holding', own)
  const { state, isWanted } = await loadHolding(ctx, { shop })
  if (!isWanted)
    return describeSkipped(
      'holding',
      'Your settings say to tag orders that break a rule, and not to hold them.',
    )
  if (state === 'allowed') return describeProblems('holding', [])
  if (state === 'not-allowed') return describeSkipped('holding', 'No gate has a limit or exclusive access.')
  return {
    name: 'holding',
    outcome: 'unknown',
    problems: [],
    facts: ['Palisade could not find out whether Shopify lets it hold orders.'],
    hint: null,
  }
}

async function checkChains(
  ctx: Needs<'gates' | 'canReadChain'>,
  { shop }: { shop: Shop },
): Promise<SelfTestStep> {
  const gates = await ctx.gates.list({ shopId: shop.id })
  const chains = new Set(
    gates.flatMap(({ requirement }) => listConditions(requirement.root).flatMap(({ chain }) => chain ?? [])),
  )
  if (chains.size === 0) return describeSkipped('chains', 'No gate names a chain.')
  const missing = [...chains].filter((chain) => !ctx.canReadChain(chain))
  return describeStep(
    'chains',
    missing.map((chain) => `This server cannot read ${findChain(chain)?.name ?? chain}.`),
    { hint: 'endpoint' },
  )
}

function checkAddresses(ctx: Needs<'readAddressFindings'>): SelfTestStep {
  const { hasFound, faults } = ctx.readAddressFindings()
  if (!hasFound && faults.length === 0)
    return describeSkipped('addresses', 'No shopper has asked this server since it started.')
  return describeStep('addresses', faults, { hint: 'proxies' })
}

function describeStep(
  name: SelfTestName,
  facts: readonly string[],
  { hint }: { hint: SelfTestHint },
): SelfTestStep {
  const isBad = facts.length > 0
  return { name, outcome: isBad ? 'failed' : 'passed', problems: [], facts, hint: isBad ? hint : null }
}

function describeSkipped(name: SelfTestName, fact: string): SelfTestStep {
  return { name, outcome: 'skipped', problems: [], facts: [fact], hint: null }
}
