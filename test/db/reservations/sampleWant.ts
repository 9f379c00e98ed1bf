import type { Limits, ShopId } from '../../../app/core/gate/types.ts'
import type { ReservationWant } from '../../../app/core/redemption/types.ts'
import { gateNumber, next } from '../samples.ts'

export const at = 1_790_000_000

/** A shop that no other test of this run has. */
export function sampleShopId(): ShopId {
  return BigInt(80_012_345_000 + next()) as ShopId
}

/** No limits but these. */
export function sampleLimits(changes: Partial<Limits> = {}): Limits {
  return { perWallet: null, perToken: null, total: null, ...changes }
}

/** A gate with one use for each wallet. */
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
    ...want,
  }
}
