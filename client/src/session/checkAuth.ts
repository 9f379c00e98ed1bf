import type { AuthState } from '../../../public/palisade.d.ts'
import { PicketError } from '../PicketError.ts'
import { readAuth, writeAuth } from './authStore.ts'
import { readClaims } from './readClaims.ts'

/** Tokens that the server has validated since the page was loaded, and checks in progress. */
const checks = new Map<string, Promise<unknown>>()

export type CheckAuthParameters = {
  /** Ask the server whether a token is valid. */
  readonly validate: (accessToken: string) => Promise<unknown>
}

/**
 * Find the signed-in user. The server validates each token once per page, and again after the token should have ended.
 * Only an invalid token signs out; a lost connection does not.
 */
export async function checkAuth({ validate }: CheckAuthParameters): Promise<AuthState | null> {
  const state = readAuth()
  if (!state) return null
  const { accessToken } = state
  const { exp } = readClaims(accessToken)
  if (exp && exp * 1000 <= Date.now()) checks.delete(accessToken)
  try {
    const check = checks.get(accessToken) ?? validate(accessToken)
    checks.set(accessToken, check)
    await check
  } catch (error) {
    checks.delete(accessToken)
    if (error instanceof PicketError && error.reason === 'token') {
      if (readAuth()?.accessToken === accessToken) writeAuth(null)
      return null
    }
  }
  return readAuth()
}

/** Store a token as validated, because it has just come from the server. */
export function writeCheckedAuth(state: AuthState): AuthState {
  checks.set(state.accessToken, Promise.resolve())
  writeAuth(state)
  return state
}
