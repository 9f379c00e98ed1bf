import { AccessError, InputError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { OauthParameters } from '../../core/oauth/parameters.ts'
import { type AuthorizeTarget, parseAuthorizeTarget } from '../../core/oauth/parseAuthorizeTarget.ts'
import { isRegisteredRedirect } from '../../core/project/isRegisteredRedirect.ts'
import type { ApiCaller } from '../../core/project/types.ts'
import { type AuthenticatePorts, authenticateApiKey } from '../api/authenticateApiKey.ts'
import { limitApiRequest } from '../api/limitApiRequest.ts'

export type CheckAuthorizationParameters = {
  readonly parameters: OauthParameters
  readonly clientAddress: ClientAddress | null
}
/** The client, and its redirect URI, which is registered with the project. */
export type EnteredAuthorization = { readonly caller: ApiCaller; readonly target: AuthorizeTarget }

/**
 * Authenticate the client of an authorization request and check its redirect URI, before anything is sent there.
 *
 * @throws {AccessError} ERR_OAUTH_CLIENT, ERR_RATE_LIMITED. @throws {InputError} ERR_OAUTH_REQUEST, ERR_REDIRECT_URI
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.1
 */
export async function checkAuthorization(
  ctx: AuthenticatePorts,
  { parameters, clientAddress }: CheckAuthorizationParameters,
): Promise<EnteredAuthorization> {
  const target = parseAuthorizeTarget(parameters)
  const caller = await findClient(ctx, { ...target, clientAddress })
  const { redirectUris } = caller.project
  const { redirectUri } = target
  if (!isRegisteredRedirect({ redirectUri, redirectUris }) || !URL.canParse(redirectUri)) {
    throw new InputError('ERR_REDIRECT_URI', 'This redirect_uri is not one of the project’s redirect URIs.', {
      hint: 'Add it on the Developers page exactly as you send it, including a final slash.',
    })
  }
  await limitApiRequest(ctx, { project: caller.project, client: clientAddress })
  return { caller, target }
}

async function findClient(
  ctx: AuthenticatePorts,
  { clientId, clientAddress }: AuthorizeTarget & { clientAddress: ClientAddress | null },
): Promise<ApiCaller> {
  if (clientId.startsWith('sk_')) {
    throw new AccessError('ERR_OAUTH_CLIENT', 'The URL contains a secret key as client_id.', {
      hint: 'Roll that key on the Developers page, because logs and browser histories keep URLs. Then send the publishable key.',
    })
  }
  const caller = await authenticateApiKey(ctx, { key: clientId, clientAddress }).catch(throwClientError)
  return caller
}

/** Rethrow a missing or unknown API key as OAuth's ERR_OAUTH_CLIENT; rethrow anything else unchanged. */
export function throwClientError(error: unknown): never {
  const { code } = (error ?? {}) as { code?: unknown }
  if (code !== 'ERR_KEY_UNKNOWN' && code !== 'ERR_KEY_MISSING') throw error
  throw new AccessError('ERR_OAUTH_CLIENT', 'Unknown client: client_id is an invalid project key.', {
    hint: 'Copy the whole key from the Developers page. A revoked key does not work again.',
  })
}
