import { InputError, PalisadeError } from '../errors/base.ts'
import { findDetails } from '../errors/details.ts'
import { formatGateMarks, gatesOfProduct, gatesOfVariant, toMark } from '../gate/formatGateMarks.ts'
import { collectionsOf, listByProduct, type Memberships } from '../gate/memberships.ts'
import { listSubjectProducts } from '../gate/subject.ts'
import type { Gate } from '../gate/types.ts'
import { composeGatedVariantsName, formatGatedVariants, type GatedVariantsField } from './gatedVariants.ts'
import type { FoundMetafield, MetafieldName, MetafieldWrite } from './metafields.ts'

/** The planned value of a metafield; null for none. An error if more gates are about its owner than fit on it. */
export type PlannedMark = MetafieldName & {
  readonly value: string | null | PalisadeError
  /** Type of a metafield in another namespace than the app's own. */
  readonly type?: string
}

export type PlanProductMarksParameters = {
  readonly productIds: readonly number[]
  readonly gates: readonly Gate[]
  readonly memberships: Memberships
  /** The gids of cards by gate; a gate that was never published has none. */
  readonly cardIds: ReadonlyMap<number, string>
  /** The metafield that lists gated variants, and all variants by product. Null if it is not written. */
  readonly gatedVariants?: {
    readonly field: GatedVariantsField
    readonly variantIds: ReadonlyMap<number, readonly number[]>
  } | null
}

/** Plan the `gates` and `gate_cards` metafields of products, and the one that lists their gated variants. */
export function planProductMarks({
  productIds,
  gates: all,
  memberships,
  cardIds,
  gatedVariants = null,
}: PlanProductMarksParameters): PlannedMark[] {
  const gates = listStanding(all)
  const shown = listByProduct(memberships)
  return productIds.flatMap((productId): PlannedMark[] => {
    const [marks, cards] = listProductMetafields(productId)
    const collectionIds = collectionsOf({ memberships, productId, variantId: null })
    const marked = gatesOfProduct({ gates, productId, collectionIds })
    const value = planFittingMarks({ gates: marked, owner: 'product', id: productId })
    const shownIds = shown.get(productId) ?? new Set<number>()
    const ids = listShown({ gates, productId, shownIds }).flatMap(({ number }) => cardIds.get(number) ?? [])
    const cardsValue = ids.length > 0 ? JSON.stringify(ids) : null
    return [
      { ...marks, value },
      // If the marks do not fit, neither metafield of the product changes.
      { ...cards, value: value instanceof PalisadeError ? value : cardsValue },
      ...planGatedVariants({ gatedVariants, productId, gates, memberships }),
    ]
  })
}

function planGatedVariants({
  gatedVariants,
  productId,
  gates,
  memberships,
}: Pick<PlanProductMarksParameters, 'gatedVariants' | 'gates' | 'memberships'> & {
  productId: number
}): PlannedMark[] {
  if (!gatedVariants) return []
  const { field } = gatedVariants
  const variantIds = gatedVariants.variantIds.get(productId) ?? []
  const value = formatGatedVariants({ productId, variantIds, gates, memberships })
  return [{ ...composeGatedVariantsName(field, productId), type: field.type, value }]
}

/** Plan the `gates` metafield of variants; `inCollections` has the collections that a variant is in by itself. */
export function planVariantMarks({
  variantIds,
  gates: all,
  inCollections,
}: {
  variantIds: readonly number[]
  gates: readonly Gate[]
  inCollections: ReadonlyMap<number, ReadonlySet<number>>
}): PlannedMark[] {
  const gates = listStanding(all)
  return variantIds.map((variantId) => {
    const collectionIds = inCollections.get(variantId) ?? new Set<number>()
    const marked = gatesOfVariant({ gates, variantId, collectionIds })
    return {
      ...composeVariantMetafield(variantId),
      value: planFittingMarks({ gates: marked, owner: 'variant', id: variantId }),
    }
  })
}

/** List the gates that the pages of some products show. */
export function listShownGates({
  productIds,
  gates,
  memberships,
}: Omit<PlanProductMarksParameters, 'cardIds' | 'gatedVariants'>): Gate[] {
  const shown = listByProduct(memberships)
  return productIds.flatMap((productId) =>
    listShown({ gates, productId, shownIds: shown.get(productId) ?? new Set() }),
  )
}

/** Plan the writes that turn the found metafields into the planned ones. `found` is in the order of `planned`. */
export function planMarkWrites({
  planned,
  found,
}: {
  planned: readonly PlannedMark[]
  found: readonly (FoundMetafield | 'owner-gone' | null | undefined)[]
}): MetafieldWrite[] {
  return planned.flatMap(({ value, type, ...name }, i): MetafieldWrite[] => {
    const before = found[i] ?? null
    // A product or variant that was deleted at Shopify cannot have metafields.
    if (before === 'owner-gone' || value instanceof PalisadeError) return []
    if ((before?.value ?? null) === value) return []
    return [{ ...name, type: type ?? TYPES[name.key] ?? 'json', value, digest: before?.digest ?? null }]
  })
}

/** Whether two plans of the same metafields have equal values; any two errors are equal. */
export function isSamePlan(a: readonly PlannedMark[], b: readonly PlannedMark[]): boolean {
  return a.every(({ value }, i) => {
    const other = b[i]?.value
    return value === other || (value instanceof PalisadeError && other instanceof PalisadeError)
  })
}

const TYPES: Readonly<Record<string, string>> = {
  gates: 'single_line_text_field',
  gate_cards: 'list.metaobject_reference',
}

/** Name the two metafields of a product. */
export function listProductMetafields(productId: number): [MetafieldName, MetafieldName] {
  const ownerId = `gid://shopify/Product/${productId}`
  return [
    { ownerId, key: 'gates' },
    { ownerId, key: 'gate_cards' },
  ]
}

/** Name the metafield of a variant. */
export function composeVariantMetafield(variantId: number): MetafieldName {
  return { ownerId: `gid://shopify/ProductVariant/${variantId}`, key: 'gates' }
}

function listStanding(gates: readonly Gate[]): Gate[] {
  return gates.filter(({ deletedAt }) => deletedAt === null)
}

/** A product's page also shows gates about its variants. The storefront value already lists gates about everything. */
function listShown({
  gates,
  productId,
  shownIds,
}: {
  gates: readonly Gate[]
  productId: number
  /** The collections that the product, or a variant of it, is in. */
  shownIds: ReadonlySet<number>
}): Gate[] {
  const ofVariants = gates.filter(
    ({ subject }) => subject.kind === 'variants' && listSubjectProducts(subject).includes(productId),
  )
  const all = [...gatesOfProduct({ gates, productId, collectionIds: shownIds }), ...ofVariants]
  return all.sort((a, b) => a.number - b.number)
}

/**
 * Format marks; null for none. The form of a gate cannot foresee an error: collections add gates to a product later.
 */
function planFittingMarks({
  gates,
  owner,
  id,
}: {
  gates: readonly Gate[]
  owner: 'product' | 'variant'
  id: number
}): string | null | PalisadeError {
  try {
    return formatGateMarks({ gates: gates.map(toMark), owner }) || null
  } catch (error) {
    if (!(error instanceof PalisadeError) || error.code !== 'ERR_GATE_INVALID') throw error
    const details = findDetails(error, 'ERR_GATE_INVALID')
    return new InputError('ERR_GATE_INVALID', `The ${owner} ${id} has more gates than fit on it.`, {
      hint: 'Remove it from one of its gates, or from one of their collections, then press "Retry".',
      ...(details && { details }),
    })
  }
}
