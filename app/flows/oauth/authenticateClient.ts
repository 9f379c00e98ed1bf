import { AccessError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { ClientCredentials } from '../../core/oauth/parseClientCredentials.ts'
import type { ApiCaller, ApiKeyKind } from '../../core/project/types.ts'
import { type AuthenticatePorts, authenticateApiKey } from '../api/authenticateApiKey.ts'
import { throwClientError } from './checkAuthorization.ts'

export type OauthClient = {
  readonly caller: ApiCaller
  /** Null if the client sent only the secret key. */
  readonly publishableKey: string | null
  /** Whether the client sent its secret key. */
  readonly isConfidential: boolean
}

/**
 * Authenticate an OAuth client by the keys it sent. Both must be live and belong to one project.
 *
 * @throws {AccessError} ERR_OAUTH_CLIENT, ERR_RATE_LIMITED
 */
export async function authenticateClient(
  ctx: AuthenticatePorts,
  { publishableKey, secretKey, clientAddress }: ClientCredentials & { clientAddress: ClientAddress | null },
): Promise<OauthClient> {
  const open =
    publishableKey === null
      ? null
      : await findKey(ctx, { key: publishableKey, kind: 'publishable', clientAddress })
  const secret =
    secretKey === null ? null : await findKey(ctx, { key: secretKey, kind: 'secret', clientAddress })
  const caller = secret ?? open
  if (!caller) throw unknownClient('The request has no client credentials.')
  if (open && secret && open.project.id !== secret.project.id) {
    throw unknownClient('The two keys belong to different projects.')
  }
  return { caller, publishableKey, isConfidential: secret !== null }
}

async function findKey(
  ctx: AuthenticatePorts,
  { key, kind, clientAddress }: { key: string; kind: ApiKeyKind; clientAddress: ClientAddress | null },
): Promise<ApiCaller> {
  const caller = await authenticateApiKey(ctx, { key, clientAddress }).catch(throwClientError)
  if (caller.key.kind !== kind) throw unknownClient(`This is not a ${kind} key.`)
  return caller
}

function unknownClient(sentence: string): AccessError {
  return new AccessError('ERR_OAUTH_CLIENT', sentence, {
    hint: 'Send the publishable key as client id, and the secret key, if the client has one, as client secret.',
  })
}
