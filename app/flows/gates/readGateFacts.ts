import { draftSubject } from '../../core/gate/draftTerms.ts'
import type { GateForm } from '../../core/gate/form.ts'
import { listByProduct } from '../../core/gate/memberships.ts'
import { platformOf } from '../../core/gate/platform.ts'
import { isDiscounting } from '../../core/gate/reactionKinds.ts'
import { listSharedProducts } from '../../core/gate/remarks/listSharedProducts.ts'
import type { GateFacts, OverlappingGate, ProductFacts } from '../../core/gate/remarks/types.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { standingOf } from '../../core/gate/standing.ts'
import { listSubjectProducts } from '../../core/gate/subject.ts'
import type { Subject } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { describeConditions } from './describeConditions.ts'
import { type HolderNeeds, readHolders } from './readHolders.ts'
import { readOrNothing } from './readOrNothing.ts'

export type ReadGateFactsParameters = {
  readonly shop: Shop
  readonly form: GateForm
  /** The gate that the form is of; null for a new one. */
  readonly number: number | null
}

/** Gather what is known about a gate's form, saved or not. What cannot be read is left out. */
export async function readGateFacts(
  ctx: Needs<'now' | 'log' | 'shopify' | 'gates' | 'lists' | 'collections' | 'describeContract'> &
    HolderNeeds,
  { shop, form, number }: ReadGateFactsParameters,
): Promise<GateFacts> {
  const subject = draftSubject({ form, report: () => {} })
  const ids = subject ? await listProductIds(ctx, { shop, subject }) : []
  const [products, descriptions, lists, otherTitles] = await Promise.all([
    readProducts(ctx, { ids }),
    describeConditions(ctx, { form }),
    ctx.lists.list({ shopId: shop.id }),
    readOtherTitles(ctx, { shop, form }),
  ])
  const titles = new Map(products.map(({ id, title }) => [id, title]))
  return {
    platform: platformOf(shop.myshopifyDomain),
    listSizes: new Map(lists.map(({ id, size }) => [id, size])),
    descriptions,
    holders: await readHolders(ctx, { shop, form, descriptions }),
    products,
    overlaps: subject ? await listOverlaps(ctx, { shop, subject, ids, number, titles }) : [],
    otherTitles,
  }
}

/** Products of a subject. Of a collection: those that this server knows, because a gate is about it already. */
async function listProductIds(
  ctx: Needs<'collections'>,
  { shop, subject }: { shop: Shop; subject: Subject },
): Promise<number[]> {
  if (subject.kind !== 'collections') return listSubjectProducts(subject)
  return ctx.collections.products({ shopId: shop.id, collectionIds: subject.ids })
}

/** One request at Shopify is enough to find what is special among the products. */
const MOST_PRODUCTS = 250

async function readProducts(
  ctx: Needs<'log' | 'shopify'>,
  { ids }: { ids: readonly number[] },
): Promise<ProductFacts[]> {
  if (ids.length === 0) return []
  const asked = ids.slice(0, MOST_PRODUCTS)
  return readOrNothing(ctx, { what: 'products', read: () => ctx.shopify.readProductFacts(asked) })
}

/** Holders who get a code read the code instead of a name. */
async function readOtherTitles(
  ctx: Needs<'log' | 'shopify'>,
  { shop, form }: { shop: Shop; form: GateForm },
): Promise<string[]> {
  if (shop.enforcement.level === 'codes' || !isDiscounting(form.reaction)) return []
  return readOrNothing(ctx, { what: 'discounts', read: () => ctx.shopify.listOtherTitles() })
}

/** List the other gates that run or will run, and share products. */
async function listOverlaps(
  ctx: Needs<'now' | 'gates' | 'collections'>,
  {
    shop,
    subject,
    ids,
    number,
    titles,
  }: {
    shop: Shop
    subject: Subject
    ids: readonly number[]
    number: number | null
    titles: ReadonlyMap<number, string>
  },
): Promise<OverlappingGate[]> {
  const now = ctx.now()
  const others = (await ctx.gates.list({ shopId: shop.id })).filter((gate) => {
    const standing = standingOf({ gate, now })
    return gate.number !== number && (standing === 'active' || standing === 'scheduled')
  })
  if (others.length === 0) return []
  const found = ids.length > 0 ? await ctx.collections.find({ shopId: shop.id, productIds: ids }) : new Map()
  const collectionsOf = listByProduct(found)
  return others.flatMap((gate) => {
    const shared = listSharedProducts({ subject, ids, other: gate.subject, collectionsOf })
    if (shared === null) return []
    const product = shared.map((id) => titles.get(id)).find((title) => title !== undefined) ?? null
    return [{ number: gate.number, name: gate.name, reaction: gate.reaction, product }]
  })
}
