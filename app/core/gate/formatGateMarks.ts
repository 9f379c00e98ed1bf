import { InputError } from '../errors/base.ts'
import { isAbout, listSubjectCollections, listSubjectProducts, listSubjectVariants } from './subject.ts'
import type { Gate, GateDraft, GateNumber } from './types.ts'

/** Most bytes of the `gates` metafield of a product and of a variant, so that a full cart fits the Function's input. */
const MAX_BYTES = { product: 80, variant: 60 } as const

/** Content of a mark. */
export type MarkedGate = { readonly number: GateNumber; readonly isExclusive: boolean }

/** Convert a gate into the content of its mark. */
export function toMark({ number, reaction }: Pick<Gate, 'number' | 'reaction'>): MarkedGate {
  return { number, isExclusive: reaction.exclusive }
}

/**
 * Format a `gates` metafield: base-36 numbers, ascending, one space between, `*` after an exclusive gate's. Empty
 * without gates.
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
  throw new InputError('ERR_GATE_INVALID', 'One product has too many gates.', {
    hint: 'Remove the product from one of its other gates first.',
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
  /** The gate's number, or the one that a new gate will get. */
  number: GateNumber
  draft: GateDraft
}): void {
  const mark = { number, isExclusive: draft.reaction.exclusive }
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

/** Most collections that the validation's input query may get. */
export const MOST_EXCLUSIVE_COLLECTIONS = 100

/**
 * Make sure that a gate to be saved leaves the shop with no more exclusive collections than the validation can check.
 *
 * @throws {InputError} ERR_GATE_INVALID
 */
export function checkExclusiveCollections({
  gates,
  number,
  draft,
}: {
  gates: readonly Gate[]
  /** The gate's number, or the one that a new gate will get. */
  number: GateNumber
  draft: GateDraft
}): void {
  const others = gates.filter((gate) => gate.number !== number)
  const exclusive = [...others, draft].filter(({ reaction }) => reaction.exclusive)
  if (listSubjectCollections(exclusive).length <= MOST_EXCLUSIVE_COLLECTIONS) return
  throw new InputError(
    'ERR_GATE_INVALID',
    'A shop can have at most 100 collections that only token holders can buy from.',
    {
      hint: 'Merge some of these collections, or delete gates that you no longer need.',
      details: { fields: { products: 'too-many' } },
    },
  )
}

/** Gates whose marks a product carries, ascending by number: those about it, or a collection that contains it whole. */
export function gatesOfProduct({
  gates,
  productId,
  collectionIds,
}: {
  gates: readonly Gate[]
  productId: number
  /** The collections that contain the whole product. */
  collectionIds: ReadonlySet<number>
}): Gate[] {
  const marked = gates.filter(({ subject }) => subject.kind === 'products' || subject.kind === 'collections')
  return sortGates(
    marked.filter(({ subject }) => isAbout({ subject, productId, variantId: null, collectionIds })),
  )
}

/** Gates whose marks a variant carries, ascending by number: those about it, or a collection that contains it alone. */
export function gatesOfVariant({
  gates,
  variantId,
  collectionIds,
}: {
  gates: readonly Gate[]
  variantId: number
  /** The collections that contain the variant by itself, not with its product. */
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
