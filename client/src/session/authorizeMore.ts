import type { AuthState, AuthzRequest } from '../../../public/palisade.d.ts'
import { PicketError } from '../PicketError.ts'
import { readAuth } from './authStore.ts'
import { writeCheckedAuth } from './checkAuth.ts'
import { readClaims } from './readClaims.ts'

type AuthorizeMoreParameters = {
  readonly request: AuthzRequest
  readonly post: (body: object) => Promise<AuthState>
}

/**
 * Authorize the signed-in wallet for more requirements. Calls run one after the other, and each extends the token of
 * the one before.
 * @throws {PicketError}
 */
export function authorizeMore({ request, post }: AuthorizeMoreParameters): Promise<AuthState> {
  const { requirements, revalidate = false } = request
  return runInTurn(async () => {
    for (;;) {
      const kept = readAuth()?.accessToken
      const accessToken = chooseToken({ asked: request.accessToken, kept })
      if (!accessToken) throw new PicketError('request', { msg: 'accessToken parameter is required.' })
      if (!requirements) throw new PicketError('request', { msg: 'requirements parameter is required.' })
      const state = await post({ accessToken, requirements, revalidate })
      const standing = readAuth()?.accessToken
      if (standing === kept) return writeCheckedAuth(state)
      // If the user has signed out meanwhile, or signed in with another wallet, that stays. If another tab has stored a
      // successor of the token, repeat with it.
      if (!kept || !standing || chooseToken({ asked: kept, kept: standing }) !== standing) return state
    }
  })
}

/** Choose the newer token: the one that the page read may already have a successor with more balances. */
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

let line: Promise<unknown> = Promise.resolve()

/**
 * Run tasks one after the other, in all tabs of this site if the browser has Web Locks. So no result overwrites a newer
 * one.
 */
function runInTurn<Result>(task: () => Promise<Result>): Promise<Result> {
  const locks = globalThis.navigator?.locks
  if (locks) return locks.request('_picketauth', task) as Promise<Result>
  const turn = line.then(task)
  line = turn.catch(() => {})
  return turn
}
