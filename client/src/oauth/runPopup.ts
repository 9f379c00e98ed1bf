import type { AuthorizationAnswer, AuthState, LoginRequest } from '../../../public/palisade.d.ts'
import type { Server } from '../api/sendToApi.ts'
import { PicketError } from '../PicketError.ts'
import { writeCheckedAuth } from '../session/checkAuth.ts'
import { createChallenge } from './createChallenge.ts'
import { createRandomText } from './createRandomText.ts'
import { exchangeCode } from './exchangeCode.ts'
import { formatAuthorizationUrl } from './formatAuthorizationUrl.ts'
import { parseOwnCode } from './parseAuthorizationCode.ts'

export type RunPopupParameters = {
  readonly server: Server
  readonly request: LoginRequest
  readonly redirectURI: string
  readonly locale: string
  readonly signal: AbortSignal | undefined
}

/** Sign in on the authorize page in a popup window. @throws {PicketError} */
export async function runPopup(parameters: RunPopupParameters): Promise<AuthState> {
  const { server, request, redirectURI, locale, signal } = parameters
  // Open it before any await: later the browser would block it as an advertisement.
  const popup = open('', '_blank', 'popup,width=420,height=680')
  if (!popup) throw new PicketError('popup', { msg: 'The browser blocked the sign-in window.' })
  try {
    const [state, codeVerifier] = [createRandomText(), createRandomText()]
    const codeChallenge = await createChallenge(codeVerifier)
    const answer = listenForAnswer({ popup, origin: new URL(server.baseURL).origin, signal })
    popup.location.href = formatAuthorizationUrl({
      server,
      uiLocales: locale,
      request: { locale, ...request, redirectURI, state, codeChallenge, responseMode: 'web_message' },
    })
    const code = parseOwnCode({ answer: await answer, state, server })
    return writeCheckedAuth(await exchangeCode({ server, code, codeVerifier, redirectURI }))
  } finally {
    popup.close()
  }
}

export type ListenForAnswerParameters = {
  readonly popup: { readonly closed: boolean }
  /** The only origin that may answer. */
  readonly origin: string
  readonly signal: AbortSignal | undefined
}

/** Wait for a message from our own window and the API's origin; rejects if the window is closed. */
export function listenForAnswer(parameters: ListenForAnswerParameters): Promise<AuthorizationAnswer> {
  const { popup, origin, signal } = parameters
  return new Promise((resolve, reject) => {
    const onMessage = (event: MessageEvent) => {
      if (event.source !== popup || event.origin !== origin) return
      const { type, response } = (event.data ?? {}) as { type?: unknown; response?: AuthorizationAnswer }
      if (type === 'authorization_response' && response) end(() => resolve(response))
    }
    const giveUp = () =>
      end(() =>
        reject(new PicketError('closed', { msg: 'The window closed before the login was complete.' })),
      )
    let wasClosed = false
    const timer = setInterval(() => {
      // Check once more: a message sent just before the window closed may not have arrived yet.
      if (wasClosed) giveUp()
      wasClosed = popup.closed
    }, 300)
    const end = (settle: () => void) => {
      clearInterval(timer)
      removeEventListener('message', onMessage)
      signal?.removeEventListener('abort', giveUp)
      settle()
    }
    addEventListener('message', onMessage)
    signal?.addEventListener('abort', giveUp)
    if (signal?.aborted) giveUp()
  })
}
