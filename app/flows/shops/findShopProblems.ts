import type { PageFinding } from '../../core/block/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { isExclusiveAt } from '../../core/gate/standing.ts'
import type { Gate } from '../../core/gate/types.ts'
import { findWaiting, LATE_SECONDS } from '../../core/job/late.ts'
import { FUNCTION_HANDLES } from '../../core/publication/functionHandles.ts'
import { ROUTING_TOPIC } from '../../core/settlement/holding.ts'
import { listFindings } from '../../core/settlement/listFindings.ts'
import type { ShopProblem } from '../../core/settlement/problems.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Needs } from '../context.ts'
import { type LoadHoldingResult, loadHolding } from '../orders/loadHolding.ts'
import { findOwnValidations } from '../publication/findOwnValidations.ts'
import { checkProductPage } from './checkProductPage.ts'
import { findDiscountProblems } from './findDiscountProblems.ts'

export type FindShopProblemsNeeds = Needs<
  'now' | 'shops' | 'gates' | 'profiles' | 'jobs' | 'settlements' | 'privacy' | 'shopify' | 'readProductPage'
>

const MOST = 250
const MOST_NAMED = 10
/** Attempts after which a failing job is a problem; fewer may be a passing fault. */
const FAILING_ATTEMPTS = 3

export type FindShopProblemsResult = {
  readonly problems: readonly ShopProblem[]
  /** What the page of a gated product shows. Shopify tells nobody that the gate block is missing there. */
  readonly page: PageFinding
}

/**
 * Find what keeps a shop's gates from being enforced: settings that were changed at Shopify, failing parts, and pending
 * actions on orders. The gate block is judged by who also knows the theme: see `chooseBlockStatus`.
 *
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function findShopProblems(
  ctx: FindShopProblemsNeeds,
  { myshopifyDomain }: { myshopifyDomain: string },
): Promise<FindShopProblemsResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const gates = await ctx.gates.list({ shopId: shop.id })
  const [settings, page] = await Promise.all([
    findSettingProblems(ctx, { shop, gates }),
    checkProductPage(ctx, { shop, gates }),
  ])
  return { problems: [...settings, ...listRefused(shop)], page }
}

/** Find the problems that the database and the Admin API show. The storefront is not asked. `gates` are all of the shop. */
export async function findSettingProblems(
  ctx: Omit<FindShopProblemsNeeds, 'readProductPage' | 'shops'>,
  { shop, gates }: OfGates,
): Promise<ShopProblem[]> {
  const found = await Promise.all([
    findFunctionProblems(ctx, { shop, gates }),
    findDiscountProblems(ctx, { shop, gates }),
    findValidationProblems(ctx, { shop, gates }),
    findOrderProblems(ctx, { shop, gates }),
    findWorkProblems(ctx, { shop }),
    findOpenRequests(ctx, { shop }),
    findTagProblems(ctx, { shop }),
  ])
  return found.flat()
}

/** List the values of the shop's identity that Shopify sent last and that were refused. */
export function listRefused({ refused, ianaTimezone, primaryDomain }: Shop): ShopProblem[] {
  return [
    ...(refused.ianaTimezone === null
      ? []
      : [{ kind: 'timezone-unknown', said: refused.ianaTimezone, kept: ianaTimezone } as const]),
    ...(refused.primaryDomain === null
      ? []
      : [{ kind: 'domain-unusable', said: refused.primaryDomain, kept: primaryDomain } as const]),
  ]
}

type One = { readonly shop: Shop }
/** A shop of 2,000 gates takes a tenth of a second to load them, so each page loads them once. */
type OfGates = One & { readonly gates: readonly Gate[] }

/**
 * Shopify says only about a released Function whether the shop may run it. Gates that wait while a Function is missing
 * wait for a release.
 */
async function findFunctionProblems(ctx: Needs<'shopify'>, { shop, gates }: OfGates): Promise<ShopProblem[]> {
  const { level } = shop.enforcement
  if (level === 'codes') return []
  if (level === 'unknown' && gates.length === 0) return []
  const known = await ctx.shopify.readFunctions()
  return FUNCTION_HANDLES.filter((handle) => !known.some((one) => one.handle === handle)).map((handle) => ({
    kind: 'function-missing',
    handle,
  }))
}

async function findValidationProblems(
  ctx: Needs<'now' | 'shopify'>,
  { shop, gates }: OfGates,
): Promise<ShopProblem[]> {
  if (shop.enforcement.level !== 'functions') return []
  const closed = gates.filter((gate) => isExclusiveAt({ gate, now: ctx.now() }))
  const { known: validation, others } = await findOwnValidations(ctx, { shop })
  const foreign = others.length > 0 ? [{ kind: 'validation-foreign', count: others.length } as const] : []
  if (closed.length === 0) return foreign
  if (!validation) return [{ kind: 'validation-gone' }, ...foreign]
  const isOff = !validation.isEnabled || !validation.blocksOnFailure
  const { errors } = validation
  return [
    ...(isOff ? [{ kind: 'validation-off' } as const] : []),
    ...(validation.hasConfig ? [] : [{ kind: 'validation-blank' } as const]),
    ...(errors.length > 0 ? [{ kind: 'validation-failing', errors } as const] : []),
    ...foreign,
  ]
}

async function findOrderProblems(
  ctx: Needs<'now' | 'gates' | 'settlements' | 'shopify'>,
  { shop, gates }: OfGates,
): Promise<ShopProblem[]> {
  const [isApproved, holding, { rows: pending }, { rows: unmatched }] = await Promise.all([
    checkApproval(ctx),
    loadHolding(ctx, { shop, gates }),
    ctx.settlements.list({ shopId: shop.id, isPending: true, limit: MOST }),
    ctx.settlements.list({ shopId: shop.id, outcome: 'unmatched', limit: MOST_NAMED }),
  ])
  const problems: ShopProblem[] = isApproved
    ? []
    : [{ kind: 'customer-data-not-approved', level: shop.enforcement.level }]
  // Orders whose findings staff have accepted are left out.
  const orders = unmatched.filter(isUnmatched).map(({ name }) => name)
  if (orders.length > 0) problems.push({ kind: 'orders-unmatched', orders })
  const isNotAllowed = holding.state === 'not-allowed'
  const holds = pending.filter(({ action }) => action.kind === 'hold')
  if (isNotAllowed && holding.gates.length + holds.length > 0) {
    problems.push({ kind: 'holds-not-allowed', gates: holding.gates, orders: holds.length })
  }
  if (!(await checkRouting(ctx, holding))) problems.push({ kind: 'routing-unheard' })
  const failed = pending.filter(
    ({ action }) => action.error !== null && !(isNotAllowed && action.kind === 'hold'),
  )
  if (failed.length > 0) problems.push({ kind: 'orders-pending', orders: failed.length })
  return problems
}

/** Check that Shopify lets the app see orders. A missing scope is another fault, which the self-test names. */
async function checkApproval(ctx: Needs<'shopify'>): Promise<boolean> {
  if (!(await ctx.shopify.hasScope('read_orders'))) return true
  return ctx.shopify.canReadOrders()
}

/** Check that the app is subscribed to routed orders if it may hold orders here and shall do so. */
async function checkRouting(ctx: Needs<'shopify'>, { state, isWanted }: LoadHoldingResult): Promise<boolean> {
  if (state !== 'allowed' || !isWanted) return true
  const subscriptions = await ctx.shopify.listSubscriptions({ topic: ROUTING_TOPIC })
  return subscriptions.some(({ isOurs }) => isOurs)
}

function isUnmatched({ settlement, action: { accepted } }: SettlementRow): boolean {
  const { wholeOutcome, lines } = listFindings({ settlement, accepted })
  return wholeOutcome === 'unmatched' || lines.some(({ outcome }) => outcome === 'unmatched')
}

async function findWorkProblems(ctx: Needs<'now' | 'jobs'>, { shop }: One): Promise<ShopProblem[]> {
  const at = ctx.now()
  const backlog = await ctx.jobs.findBacklog({ shopId: shop.id, kind: 'order', at })
  const waiting = findWaiting({ backlog, at, least: LATE_SECONDS })
  const problems: ShopProblem[] = waiting ? [{ kind: 'orders-waiting', ...waiting }] : []
  const jobs = await ctx.jobs.list({ shopId: shop.id, limit: MOST })
  const failing = jobs.filter(({ attempts }) => attempts >= FAILING_ATTEMPTS)
  const [first] = failing
  if (!first) return problems
  const kinds = [...new Set(failing.map(({ kind }) => kind))].sort()
  return [...problems, { kind: 'work-failing', kinds, lastError: first.lastError ?? '' }]
}

async function findTagProblems(ctx: Needs<'shopify'>, { shop }: One): Promise<ShopProblem[]> {
  if (!shop.settings.tagsCustomers || (await ctx.shopify.hasScope('write_customers'))) return []
  return [{ kind: 'tags-not-allowed' }]
}

/** Older ones are past their thirty days. */
const MOST_REQUESTS = 250

async function findOpenRequests(ctx: Needs<'privacy'>, { shop }: One): Promise<ShopProblem[]> {
  const requests = await ctx.privacy.listDataRequests({ shopId: shop.id, limit: MOST_REQUESTS })
  const open = requests.filter(({ answeredAt }) => answeredAt === null)
  if (open.length === 0) return []
  const dueAt = Math.min(...open.map((request) => request.dueAt))
  return [{ kind: 'data-requests-open', count: open.length, dueAt }]
}
