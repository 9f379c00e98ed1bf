import type { MeetsAuthRequirementsParameters, TokenBalances } from '../../public/palisade.d.ts'

/**
 * Whether balances that were proven already are enough. A hint for what to show: the store can be edited by anyone.
 *
 * Picket's rule: what the asked ids hold is summed across kinds; no minimum and zero mean more than zero; an allow
 * list is never judged here.
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
  // The server knows other spellings, and refuses what nobody knows.
  if (Object.keys(unknown).length > 0) return false
  const asked = { contractAddress, collection, tokenIds, creatorAddress }
  let sum = 0n
  for (const [kind, ids] of Object.entries(asked)) {
    const held = Object.entries(user.tokenBalances?.[kind as keyof TokenBalances] ?? {})
    for (const id of new Set(([] as readonly (string | undefined)[]).concat(ids).map(normalize))) {
      for (const [key, balance] of held) if (normalize(key) === id) sum += parseAmount(balance) ?? 0n
    }
  }
  const least = parseAmount(minTokenBalance ?? 0)
  return sum > 0n && least !== null && sum >= least
}

/** Hex addresses mean the same in any case; ids of other chains do not. */
function normalize(id: string | undefined): string | undefined {
  return id && /^0x/i.test(id) ? id.toLowerCase() : id
}

/** A decimal in 10⁻³⁶ of a token; null for what is none. */
function parseAmount(amount: number | string): bigint | null {
  const [, whole, fraction = ''] = /^(\d*)(?:\.(\d{0,36})\d*)?$/.exec(String(amount).trim()) ?? []
  return whole === undefined ? null : BigInt(whole + fraction.padEnd(36, '0'))
}
