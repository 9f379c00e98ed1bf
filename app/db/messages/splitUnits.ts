import type { ReservationUnit } from '../../core/redemption/types.ts'

/** Split the units of a use into the wallets and tokens that it was charged to. */
export function splitUnits(units: readonly Pick<ReservationUnit, 'kind' | 'key'>[]): {
  readonly wallets: string[]
  readonly tokens: string[]
} {
  const listKeys = (wanted: string) => [
    ...new Set(units.flatMap(({ kind, key }) => (kind === wanted ? [key] : []))),
  ]
  return { wallets: listKeys('wallet'), tokens: listKeys('token') }
}
