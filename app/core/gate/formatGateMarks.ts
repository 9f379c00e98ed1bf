import { InputError } from '../errors/base.ts'
import { isAbout, listSubjectCollections, listSubjectProducts, listSubjectVariants } from './subject.ts'
import type { Gate, GateDraft, GateNumber } from './types.ts'

/** Bytes that the `gates` metafield of a product and of a variant may have: together with a full cart they fit the Function's input. */
const MAX_BYTES = { product: 80, variant: 60 } as const

/** What a mark says of a gate. */
export type MarkedGate = { readonly number: GateNumber; readonly isExclusive: boolean }

/** What a gate's mark says. */
export function toMark({ number, reaction }: Pick<Gate, 'number' | 'reaction'>): MarkedGate {
  return { number, isExclusive: reaction.exclusive }
}

/**
 * Spell a `gates` metafield: base-36 numbers, ascending, one space between, `*` after one that is exclusive. Empty for
 * what no gate is about.
 *
 * @throws {InputError} ERR_GATE_INVALID when more gates are about one product or variant than fit.
 */
export function formatGateMarks({
  gates,
  owner,
}: {
  gates: readonly MarkedGate[]
  owner: keyof typeof MAX_BYTES
}): string {
  const marks = [...gates]
    .sort((a, b) => a.number - b.number)
    .map(({ number, isExclusive }) => `${number.toString(36)}${isExclusive ? '*' : ''}`)
    .join(' ')
  if (marks.length <= MAX_BYTES[owner]) return marks
  throw new InputError('ERR_GATE_INVALID', 'Too many gates are about one product.', {
    hint: 'Take the product off one of its other gates first.',
    details: { fields: { products: 'too-many' } },
  })
}

/**
 * Make sure that a gate to be saved fits on each product and variant it names, beside the shop's other gates.
 *
 * @throws {InputError} ERR_GATE_INVALID
 */
export function checkGateMarks({
  gates,
  number,
  draft,
}: {
  gates: readonly Gate[]
  /** The gate's own, or null for one that is about to be made. */
  number: GateNumber | null
  draft: GateDraft
}): void {
  // A gate to be made gets the next number, which spells no shorter than any that stands.
  const own = number ?? ((Math.max(0, ...gates.map((gate) => gate.number)) + 1) as GateNumber)
  const mark = { number: own, isExclusive: draft.reaction.exclusive }
  const others = gates.filter((gate) => gate.number !== number)
  const productIds = draft.subject.kind === 'products' ? listSubjectProducts(draft.subject) : []
  for (const productId of productIds) {
    const beside = gatesOfProduct({ gates: others, productId, collectionIds: new Set() })
    formatGateMarks({ gates: [...beside.map(toMark), mark], owner: 'product' })
  }
  for (const variantId of listSubjectVariants(draft.subject)) {
    const beside = gatesOfVariant({ gates: others, variantId, collectionIds: new Set() })
    formatGateMarks({ gates: [...beside.map(toMark), mark], owner: 'variant' })
  }
}

/** As many collections as the validation's input query may be given. */
export const MOST_EXCLUSIVE_COLLECTIONS = 100

/**
 * Make sure that a gate to be saved leaves the shop with no more exclusive collections than the validation can look at.
 *
 * @throws {InputError} ERR_GATE_INVALID
 */
export function checkExclusiveCollections({
  gates,
  number,
  draft,
}: {
  gates: readonly Gate[]
  /** The gate's own, or null for one that is about to be made. */
  number: GateNumber | null
  draft: GateDraft
}): void {
  const others = gates.filter((gate) => gate.number !== number)
  const exclusive = [...others, draft].filter(({ reaction }) => reaction.exclusive)
  if (listSubjectCollections(exclusive).length <= MOST_EXCLUSIVE_COLLECTIONS) return
  throw new InputError('ERR_GATE_INVALID', 'More than 100 collections would be for holders only.', {
    hint: 'Put products of several collections into one, or delete gates that are not needed.',
    details: { fields: { products: 'too-many' } },
  })
}

/** The gates whose marks a product carries, ascending by number: those about the product or a collection it is in whole. */
export function gatesOfProduct({
  gates,
  productId,
  collectionIds,
}: {
  gates: readonly Gate[]
  productId: number
  /** The collections the product is in whole. */
  collectionIds: ReadonlySet<number>
}): Gate[] {
  const marked = gates.filter(({ subject }) => subject.kind === 'products' || subject.kind === 'collections')
  return sortGates(
    marked.filter(({ subject }) => isAbout({ subject, productId, variantId: null, collectionIds })),
  )
}

/** The gates whose marks a variant carries, ascending by number: those about it, or about a collection it is in by itself. */
export function gatesOfVariant({
  gates,
  variantId,
  collectionIds,
}: {
  gates: readonly Gate[]
  variantId: number
  /** The collections the variant is in by itself, not with its product. */
  collectionIds: ReadonlySet<number>
}): Gate[] {
  return sortGates(
    gates.filter(({ subject }) =>
      subject.kind === 'collections'
        ? subject.ids.some((id) => collectionIds.has(id))
        : listSubjectVariants(subject).includes(variantId),
    ),
  )
}

function sortGates(gates: readonly Gate[]): Gate[] {
  return [...gates].sort((a, b) => a.number - b.number)
}
