import type { MeetsAuthRequirementsParameters, TokenBalances } from '../../public/palisade.d.ts'

/**
 * Whether balances that were proven earlier are enough. This is only a hint for display, because anyone can edit the
 * store.
 *
 * Picket's rule: the balances of all named ids are summed across kinds. No minimum, or a minimum of zero, means more
 * than zero. An allow list is never checked here.
 */
export function meetsAuthRequirements(parameters: MeetsAuthRequirementsParameters): boolean {
  const { user, requirements } = parameters
  if (!user) return false
  if (!requirements || Object.keys(requirements).length === 0) return true
  const {
    contractAddress,
    collection,
    tokenIds,
    creatorAddress,
    minTokenBalance,
    allowedWallets: _,
    ...unknown
  } = requirements
  // The server knows other spellings, and refuses unknown fields.
  if (Object.keys(unknown).length > 0) return false
  const asked = { contractAddress, collection, tokenIds, creatorAddress }
  let sum = 0n
  for (const [kind, ids] of Object.entries(asked)) {
    const held = Object.entries(user.tokenBalances?.[kind as keyof TokenBalances] ?? {})
    for (const id of new Set(([] as readonly (string | undefined)[]).concat(ids).map(toComparableId))) {
      for (const [key, balance] of held) if (toComparableId(key) === id) sum += parseAmount(balance) ?? 0n
    }
  }
  const least = parseAmount(minTokenBalance ?? 0)
  return sum > 0n && least !== null && sum >= least
}

/** Hex addresses are case-insensitive; ids of other chains are not. */
function toComparableId(id: string | undefined): string | undefined {
  return id && /^0x/i.test(id) ? id.toLowerCase() : id
}

/** Parse a decimal in units of 10⁻³⁶ tokens; null if it is none. */
function parseAmount(amount: number | string): bigint | null {
  const [, whole, fraction = ''] = /^(\d*)(?:\.(\d{0,36})\d*)?$/.exec(String(amount).trim()) ?? []
  return whole === undefined ? null : BigInt(whole + fraction.padEnd(36, '0'))
}
