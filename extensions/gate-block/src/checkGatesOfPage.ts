import { GateError } from './api/GateError.ts'
import type { CheckAnswer, CheckRequest } from './api/types.ts'

export type CheckGatesOfPageParameters = {
  /** The gates of page and cart. */
  readonly request: CheckRequest
  readonly pageGates: readonly number[]
  /** Log in with the signature, which works once; null if there is none. */
  readonly unlock: ((request: CheckRequest) => Promise<CheckAnswer>) | null
  readonly renew: (request: CheckRequest, session?: string) => Promise<CheckAnswer>
  /** Called if a gate of another page no longer exists. */
  readonly onGone: () => void
}

/**
 * Check the gates of page and cart. If one of the cart's gates no longer exists, check those of the page alone.
 * @throws {GateError}
 */
export async function checkGatesOfPage(parameters: CheckGatesOfPageParameters): Promise<CheckAnswer> {
  const { request, pageGates, unlock, renew, onGone } = parameters
  const own = { ...request, gates: request.gates.filter((number) => pageGates.includes(number)) }
  const hasOthers = own.gates.length < request.gates.length
  // A refused request still uses up the signature, so unlock sends only gates that the page has just named.
  const first = unlock && (await unlock(own))
  if (first && !hasOthers) return first
  try {
    const answer = await renew(request, first?.session)
    // Only the answer to a login suggests vaults.
    return { ...answer, ...(first && { suggestedVaults: first.suggestedVaults }) }
  } catch (error) {
    const isGone = hasOthers && error instanceof GateError && error.message === 'ERR_GATE_NOT_FOUND'
    if (isGone) onGone()
    if (first) return first
    if (!isGone) throw error
    return await renew(own)
  }
}
