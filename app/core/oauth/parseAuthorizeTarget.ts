import { AccessError, InputError } from '../errors/base.ts'
import { type OauthParameters, readAll, readOne } from './parameters.ts'

/** How the answer reaches the client: by redirect, or as a message to the window that opened this one. */
export type ResponseMode = 'query' | 'web_message'

/** The client, and where its answer goes. Untrusted until compared with what the project has registered. */
export type AuthorizeTarget = {
  readonly clientId: string
  readonly redirectUri: string
  readonly responseMode: ResponseMode
  /** Null if absent or invalid: an invalid state is not echoed. */
  readonly state: string | null
}

/**
 * Read the client and where its answer goes. A fault in these is never answered by a redirect.
 *
 * @throws {InputError} ERR_OAUTH_REQUEST, ERR_REDIRECT_URI. @throws {AccessError} ERR_OAUTH_CLIENT
 */
export function parseAuthorizeTarget(parameters: OauthParameters): AuthorizeTarget {
  const clientId = readOne(parameters, 'client_id', 100)
  if (clientId === null) {
    throw new AccessError('ERR_OAUTH_CLIENT', 'client_id is missing.', {
      hint: 'Send the publishable key of the project as client_id.',
    })
  }
  const redirectUri = readOne(parameters, 'redirect_uri', 2000)
  if (redirectUri === null) {
    throw new InputError('ERR_REDIRECT_URI', 'redirect_uri is missing.', {
      hint: 'Send one of the project’s redirect URIs as redirect_uri.',
    })
  }
  const modes = readAll(parameters, 'response_mode')
  return {
    clientId,
    redirectUri,
    responseMode: modes.length === 1 && modes[0] === 'web_message' ? 'web_message' : 'query',
    state: readState(parameters),
  }
}

function readState(parameters: OauthParameters): string | null {
  try {
    return readOne(parameters, 'state', MAX_STATE)
  } catch {
    // parseAuthorizeQuery reports this fault, once the redirect URI is known.
    return null
  }
}

export const MAX_STATE = 4096
