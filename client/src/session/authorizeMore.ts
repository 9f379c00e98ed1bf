import type { AuthState, AuthzRequest } from '../../../public/palisade.d.ts'
import { PicketError } from '../PicketError.ts'
import { readAuth } from './authStore.ts'
import { trustAuth } from './checkAuth.ts'
import { readClaims } from './readClaims.ts'
import { standInLine } from './standInLine.ts'

export type AuthorizeMoreParameters = {
  readonly request: AuthzRequest
  readonly post: (body: object) => Promise<AuthState>
}

/**
 * Prove more of the wallet that is signed in. Calls wait for each other: each builds on the token of the one before.
 * @throws {PicketError}
 */
export function authorizeMore({ request, post }: AuthorizeMoreParameters): Promise<AuthState> {
  return standInLine(async () => {
    const kept = readAuth()?.accessToken
    const accessToken = chooseToken({ asked: request.accessToken, kept })
    const { requirements, revalidate = false } = request
    if (!accessToken) throw new PicketError('request', { msg: 'accessToken parameter is required.' })
    if (!requirements) throw new PicketError('request', { msg: 'requirements parameter is required.' })
    const state = await post({ accessToken, requirements, revalidate })
    // Who has signed out meanwhile stays signed out.
    return readAuth()?.accessToken === kept ? trustAuth(state) : state
  })
}

/** A token that the page read a moment ago may already have a successor with more in it. */
export function chooseToken(tokens: {
  asked: string | undefined
  kept: string | undefined
}): string | undefined {
  const { asked, kept } = tokens
  if (!asked || !kept) return asked ?? kept
  const [old, young] = [readClaims(asked), readClaims(kept)]
  const isSuccessor = young.sub && young.sub === old.sub && young.aud === old.aud
  return isSuccessor && Number(young.iat) >= Number(old.iat) ? kept : asked
}
