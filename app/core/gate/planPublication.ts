import { formatProofConfig } from '../proof/formatProofConfig.ts'
import { formatGateMarks, gatesOfProduct } from './formatGateMarks.ts'
import type { Gate } from './types.ts'

/** Every product whose metafields an edit of a gate may touch: its subjects, and those it was written to before. */
export function touchedProductIds(gate: Gate): number[] {
  return [...new Set([...gate.subject.ids, ...gate.writtenProductIds])].sort((a, b) => a - b)
}

/** What a product's metafields hold, whole from all gates of the shop; null where it has none. */
export function planProductMetafields({
  gates,
  productId,
  cardIds,
}: {
  gates: readonly Gate[]
  productId: number
  cardIds: ReadonlyMap<number, string>
}): { gates: string | null; gateCards: string | null } {
  const own = gatesOfProduct({ gates, productId })
  const cards = own.flatMap((gate) => cardIds.get(gate.number) ?? [])
  return {
    gates: formatGateMarks(own.map((gate) => gate.number)) || null,
    gateCards: cards.length > 0 ? JSON.stringify(cards) : null,
  }
}

/**
 * The `proof_config` of a profile's discount, whole from all gates of the shop.
 *
 * A paused gate's proofs are refused up to and with its revision; a revised gate's below it.
 * @throws {InputError} ERR_CONFIG_TOO_LARGE
 */
export function planProofConfig({
  gates,
  profile,
  keys,
  now,
}: {
  gates: readonly Gate[]
  profile: number
  keys: readonly { epoch: string; keyHex: string }[]
  now: number
}): string {
  const refusedBelow = gates
    .filter((gate) => gate.profile === profile && (gate.state === 'paused' || gate.revision > 1))
    .map((gate) => ({
      gate: gate.number,
      revision: gate.state === 'paused' ? gate.revision + 1 : gate.revision,
      changedAt: gate.updatedAt,
    }))
  return formatProofConfig({ config: { profile, keys, refusedBelow }, now })
}
