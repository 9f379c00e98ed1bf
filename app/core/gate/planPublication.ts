import { formatProofConfig, type GateException, type ProofConfig } from '../proof/formatProofConfig.ts'
import { formatGateMarks, gatesOfProduct, gatesOfVariant, toMark } from './formatGateMarks.ts'
import { isLifted, standingOf } from './standing.ts'
import { listSubjectProducts, listSubjectVariants, unique } from './subject.ts'
import type { Gate } from './types.ts'

/** Every product whose metafields an edit of a gate may touch: those it is about, and those it was written to before. */
export function touchedProductIds({
  gate,
  collectionProductIds,
}: {
  gate: Gate
  /** The products of the gate's collections, those of single variants too. */
  collectionProductIds: readonly number[]
}): number[] {
  const named = gate.deletedAt === null ? listSubjectProducts(gate.subject) : []
  return unique([...named, ...collectionProductIds, ...gate.writtenProductIds])
}

/** Every variant whose metafields an edit of a gate may touch. */
export function touchedVariantIds({
  gate,
  collectionVariantIds,
}: {
  gate: Gate
  /** The variants that are in the gate's collections by themselves. */
  collectionVariantIds: readonly number[]
}): number[] {
  const named = gate.deletedAt === null ? listSubjectVariants(gate.subject) : []
  return unique([...named, ...collectionVariantIds, ...gate.writtenVariantIds])
}

/** What a product's metafields hold, whole from the gates that stand; null where it has none. */
export function planProductMetafields({
  gates,
  productId,
  collectionIds,
  shownIds,
  cardIds,
}: {
  gates: readonly Gate[]
  productId: number
  /** The collections the product is in whole: its mark speaks for all of its variants. */
  collectionIds: ReadonlySet<number>
  /** Also those that only some of its variants are in. */
  shownIds: ReadonlySet<number>
  cardIds: ReadonlyMap<number, string>
}): { gates: string | null; gateCards: string | null } {
  const standing = gates.filter(({ deletedAt }) => deletedAt === null)
  const marked = gatesOfProduct({ gates: standing, productId, collectionIds })
  const cards = gatesShownOn({ gates: standing, productId, shownIds }).flatMap(
    (gate) => cardIds.get(gate.number) ?? [],
  )
  return {
    gates: formatGateMarks({ gates: marked.map(toMark), owner: 'product' }) || null,
    gateCards: cards.length > 0 ? JSON.stringify(cards) : null,
  }
}

/** The gates that a product's page shows: also those about one of its variants. Those about everything are shown everywhere. */
export function gatesShownOn({
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

/** What a variant's `gates` metafield holds; null where it has none. */
export function planVariantMetafield({
  gates,
  variantId,
  collectionIds,
}: {
  gates: readonly Gate[]
  variantId: number
  /** The collections the variant is in by itself. */
  collectionIds: ReadonlySet<number>
}): string | null {
  const standing = gates.filter(({ deletedAt }) => deletedAt === null)
  const marked = gatesOfVariant({ gates: standing, variantId, collectionIds })
  return formatGateMarks({ gates: marked.map(toMark), owner: 'variant' }) || null
}

export type PlanProofConfigParameters = {
  /** Also deleted ones that products may still carry. */
  readonly gates: readonly Gate[]
  /** The profile of the discount that owns it, or null for the validation, which is about every exclusive gate. */
  readonly profile: number | null
  readonly keys: ProofConfig['keys']
  readonly keysSince: number
  readonly now: number
}

/**
 * The `proof_config` of a profile's discount or of the validation, whole from all gates of the shop.
 *
 * Proofs of a gate that does not run are refused up to and with its revision; a revised gate's below it.
 * @throws {InputError} ERR_CONFIG_TOO_LARGE
 */
export function planProofConfig(parameters: PlanProofConfigParameters): string {
  const { gates, profile, keys, keysSince, now } = parameters
  const exclusive = gates.filter(({ reaction }) => reaction.exclusive)
  // A gate that had another profile has proofs that still name it.
  const own = profile === null ? exclusive : gates
  const everywhere = gates.filter(({ subject, deletedAt }) => subject.kind === 'all' && deletedAt === null)
  return formatProofConfig({
    config: {
      profile,
      keys,
      keysSince,
      refusedBelow: own.flatMap((gate) => planException({ gate, now })),
      lifted: exclusive.filter((gate) => isLifted({ gate, now })).map(({ number }) => number),
      everywhere: everywhere.map(toMark),
    },
    now,
  })
}

function planException({ gate, now }: { gate: Gate; now: number }): GateException[] {
  const { number, revision, updatedAt, schedule } = gate
  const isRunning = standingOf({ gate, now }) === 'active'
  if (isRunning && revision === 1) return []
  const ended = schedule.endsAt !== null && schedule.endsAt <= now ? schedule.endsAt : 0
  const changedAt = Math.max(updatedAt, ended)
  return [{ gate: number, revision: isRunning ? revision : revision + 1, changedAt }]
}
