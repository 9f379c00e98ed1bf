import type { AuthState } from '../../../public/palisade.d.ts'
import { PicketError } from '../PicketError.ts'
import { readAuth, writeAuth } from './authStore.ts'
import { readClaims } from './readClaims.ts'

/** Tokens the server has vouched for since the page was loaded, and checks under way. */
const checks = new Map<string, Promise<unknown>>()

export type CheckAuthParameters = {
  /** Ask the server whether it stands by a token. */
  readonly validate: (accessToken: string) => Promise<unknown>
}

/**
 * Find who is signed in; the server is asked once per page and token, and again when the token should have ended.
 *
 * Only its word that the token is bad signs out: a lost connection does not.
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

/** Take a token as checked: it has just come from the server. */
export function trustAuth(state: AuthState): AuthState {
  checks.set(state.accessToken, Promise.resolve())
  writeAuth(state)
  return state
}
