import type { Limits, ShopId } from '../../../app/core/gate/types.ts'
import type { ReservationWant } from '../../../app/core/redemption/types.ts'
import { gateNumber, next } from '../samples.ts'

export const at = 1_790_000_000

/** A shop id that is unique in this run. */
export function sampleShopId(): ShopId {
  return BigInt(80_012_345_000 + next()) as ShopId
}

/** Only the given limits. */
export function sampleLimits(changes: Partial<Limits> = {}): Limits {
  return { perWallet: null, perToken: null, total: null, ...changes }
}

/** A want for a gate, by default with one use per wallet. */
export function sampleWant(
  changes: Partial<ReservationWant> & { perWallet?: number | null } = {},
): ReservationWant {
  const { perWallet = null, ...want } = changes
  return {
    gate: gateNumber(82),
    revision: 3,
    endsAt: at + 4_500,
    limits: sampleLimits({ perWallet }),
    wallets: ['0xaa'],
    tokens: [],
    isWhole: true,
    ...want,
  }
}
