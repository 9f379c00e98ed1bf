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
  const { requirements, revalidate = false } = request
  return standInLine(async () => {
    for (;;) {
      const kept = readAuth()?.accessToken
      const accessToken = chooseToken({ asked: request.accessToken, kept })
      if (!accessToken) throw new PicketError('request', { msg: 'accessToken parameter is required.' })
      if (!requirements) throw new PicketError('request', { msg: 'requirements parameter is required.' })
      const state = await post({ accessToken, requirements, revalidate })
      const standing = readAuth()?.accessToken
      if (standing === kept) return trustAuth(state)
      // Who has signed out meanwhile, or as another wallet, stays so. What another tab stored may be seen only now.
      if (!kept || !standing || chooseToken({ asked: kept, kept: standing }) !== standing) return state
    }
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
