import type { SingleToken, UsedUp } from '../../../../app/core/gate/answer.ts'
import type { Unmet } from '../state.ts'
import { maskAddress } from './maskAddress.ts'

/** Say what a used-up limit was used by; where nothing more is known, that it is used up. */
export function describeUsedUp({
  limit,
  token,
  at,
  heldUntil,
}: UsedUp): Pick<Unmet, 'usedUp' | 'name' | 'at'> {
  if (heldUntil) return { usedUp: limit === 'place' ? 'used-place' : 'used-held', at: heldUntil }
  if (token && at) return { usedUp: 'used-token', name: nameToken(token), at }
  if (limit === 'wallet') return at ? { usedUp: 'used-wallet', at } : {}
  return { usedUp: limit === 'token' ? 'used-tokens' : 'used-total' }
}

/** Numbers go behind their collection's name; a Solana token has a name of its own, or only its address. */
function nameToken({ name, id }: SingleToken): string {
  const short = id.length > 12 ? maskAddress(id) : id
  return /^\d+$/.test(id) ? `${name} #${short}`.trim() : name || short
}
