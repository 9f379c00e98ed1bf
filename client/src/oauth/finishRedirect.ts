import type { AppState, LoginCallbackResponse } from '../../../public/palisade.d.ts'
import type { Server } from '../api/sendToApi.ts'
import type { PicketError } from '../PicketError.ts'
import { parseStored, readStored, writeStored } from '../session/authStore.ts'
import { writeCheckedAuth } from '../session/checkAuth.ts'
import { exchangeCode } from './exchangeCode.ts'
import { parseAuthorizationCodeParams, parseOwnCode } from './parseAuthorizationCode.ts'
import { type StartedLogin, startedLoginKey } from './startRedirect.ts'

/** Logins in progress, by state. Pages sometimes call twice, and using a code twice revokes its token. */
const finishing = new Map<string, Promise<LoginCallbackResponse>>()

export type FinishRedirectParameters = { readonly server: Server; readonly url: string }

/**
 * Finish a login after the authorize page has redirected back.
 * @throws {PicketError} `state` if it was not started in this browser; the stored login then stays unchanged.
 */
export async function finishRedirect({
  server,
  url,
}: FinishRedirectParameters): Promise<LoginCallbackResponse> {
  const answer = parseAuthorizationCodeParams(url)
  const id = `${answer.state}`
  const running = finishing.get(id)
  if (running) return running
  const started = parseStored<StartedLogin>(readStored(startedLoginKey))
  const turn = finish()
  finishing.set(id, turn)
  return turn

  async function finish(): Promise<LoginCallbackResponse> {
    const forget = () => writeStored(startedLoginKey, null)
    try {
      const code = parseOwnCode({ answer, state: started?.state, server })
      const { code_verifier: codeVerifier = '', redirectURI = '', appState = {} } = started ?? {}
      const state = await exchangeCode({ server, code, codeVerifier, redirectURI })
      forget()
      return { ...writeCheckedAuth(state), appState }
    } catch (error) {
      const { reason } = error as PicketError
      // After a lost connection the page may be loaded again.
      if (reason === 'network' || reason === 'state') finishing.delete(id)
      else forget()
      throw error
    }
  }
}

/** Clean the page's URL after a login: to where the login began, or without the code. */
export function defaultLoginRedirectCallback(appState?: AppState): void {
  history.replaceState({}, document.title, appState?.returnTo || location.pathname)
}
