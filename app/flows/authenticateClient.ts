import { InputError } from '../core/errors/base.ts'
import type { ClientCredentials } from '../core/oauth/parseClientCredentials.ts'
import type { ApiCaller, ApiKeyKind } from '../core/project/types.ts'
import { authenticateApiKey } from './authenticateApiKey.ts'
import type { Needs } from './context.ts'
import { refuseKey } from './enterAuthorization.ts'

export type OauthClient = {
  readonly caller: ApiCaller
  /** Null where the secret key came alone. */
  readonly publishableKey: string | null
  /** Whether it has shown the secret key. */
  readonly isConfidential: boolean
}

/**
 * Know an OAuth client by the keys it showed. Both must live, and belong to one project.
 *
 * @throws {InputError} ERR_OAUTH_CLIENT
 */
export async function authenticateClient(
  ctx: Needs<'now' | 'apiKeys' | 'hashSecret'>,
  { publishableKey, secretKey }: ClientCredentials,
): Promise<OauthClient> {
  const open = publishableKey === null ? null : await findKey(ctx, publishableKey, 'publishable')
  const secret = secretKey === null ? null : await findKey(ctx, secretKey, 'secret')
  const caller = secret ?? open
  if (!caller) throw refuse('The client did not say who it is.')
  if (open && secret && open.project.id !== secret.project.id) {
    throw refuse('The two keys belong to different projects.')
  }
  return { caller, publishableKey, isConfidential: secret !== null }
}

async function findKey(
  ctx: Needs<'now' | 'apiKeys' | 'hashSecret'>,
  key: string,
  kind: ApiKeyKind,
): Promise<ApiCaller> {
  const caller = await authenticateApiKey(ctx, { key }).catch(refuseKey)
  if (caller.key.kind !== kind) throw refuse(`This is not a ${kind} key.`)
  return caller
}

function refuse(sentence: string): InputError {
  return new InputError('ERR_OAUTH_CLIENT', sentence, {
    hint: 'Send the publishable key as client id, and the secret key, if the client has one, as client secret.',
  })
}
