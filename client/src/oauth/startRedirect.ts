import type { AppState, LoginOptions, LoginRequest } from '../../../public/palisade.d.ts'
import type { Server } from '../api/sendToApi.ts'
import { writeStored } from '../session/authStore.ts'
import { createChallenge } from './createChallenge.ts'
import { createRandomText } from './createRandomText.ts'
import { formatAuthorizationUrl } from './formatAuthorizationUrl.ts'

/** A login that waits for its redirect; stored under `_picketauth_pkce`. */
export type StartedLogin = {
  readonly code_verifier: string
  readonly state: string
  readonly appState: AppState
  readonly redirectURI: string
}
export const startedLoginKey = '_picketauth_pkce'

export type StartRedirectParameters = {
  readonly server: Server
  readonly request: LoginRequest
  readonly options: LoginOptions
  readonly locale: string
}

/** Store a login, and format the URL that it continues at. @throws {PicketError} */
export async function startRedirect(parameters: StartRedirectParameters): Promise<string> {
  const { server, request, options, locale } = parameters
  const { redirectURI = readPageUrl(), appState = {} } = options
  const [state, verifier] = [createRandomText(), createRandomText()]
  const codeChallenge = await createChallenge(verifier)
  const started: StartedLogin = { code_verifier: verifier, state, appState, redirectURI }
  writeStored(startedLoginKey, JSON.stringify(started))
  return formatAuthorizationUrl({
    server,
    uiLocales: locale,
    request: { locale, ...request, redirectURI, state, codeChallenge, responseMode: 'code' },
  })
}

/** The page's URL as a redirect URI, which has no fragment. */
export function readPageUrl(): string {
  return location.href.replace(/#.*/, '')
}
