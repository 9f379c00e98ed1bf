import type { SingleToken, UsedUp } from '../../../../app/core/gate/answer.ts'
import type { Unmet } from '../state.ts'
import { formatShortAddress } from './formatShortAddress.ts'

/** Describe who used a limit up, and when; empty if nothing more is known. */
export function describeUsedUp({
  limit,
  token,
  at,
  heldUntil,
}: UsedUp): Pick<Unmet, 'usedUp' | 'name' | 'at'> {
  if (heldUntil) return { usedUp: limit === 'place' ? 'used-place' : 'used-held', at: heldUntil }
  if (token && at) return { usedUp: 'used-token', name: formatSingleToken(token), at }
  if (limit === 'wallet') return at ? { usedUp: 'used-wallet', at } : {}
  return { usedUp: limit === 'token' ? 'used-tokens' : 'used-total' }
}

/** A number follows its collection's name. A Solana token has its own name, or only its address. */
function formatSingleToken({ name, id }: SingleToken): string {
  const short = id.length > 12 ? formatShortAddress(id) : id
  return /^\d+$/.test(id) ? `${name} #${short}`.trim() : name || short
}
