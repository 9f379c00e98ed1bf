import type { AuthState } from '../../../public/palisade.d.ts'
import { type Server, sendToApi } from '../api/sendToApi.ts'

export type ExchangeCodeParameters = {
  readonly server: Server
  readonly code: string
  readonly codeVerifier: string
  readonly redirectURI: string
}

/** Exchange an authorization code for the signed-in user and token. @throws {PicketError} */
export async function exchangeCode(parameters: ExchangeCodeParameters): Promise<AuthState> {
  const { server, code, codeVerifier, redirectURI } = parameters
  const { accessToken, user } = await sendToApi<AuthState>({
    server,
    path: 'oauth2/token',
    body: {
      grant_type: 'authorization_code',
      code_verifier: codeVerifier,
      code,
      redirect_uri: redirectURI,
    },
  })
  return { accessToken, user }
}
