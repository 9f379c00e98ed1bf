import { AccessError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { ApiCaller } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { type LimitPorts, limitGuesses } from './limitApiRequest.ts'

export type AuthenticatePorts = LimitPorts & Needs<'apiKeys' | 'hashSecret'>

/**
 * Find the project and key of an API request. Costs a statement at most every five seconds.
 *
 * @throws {AccessError} ERR_KEY_MISSING, ERR_KEY_UNKNOWN; ERR_RATE_LIMITED for a client that keeps guessing
 */
export async function authenticateApiKey(
  ctx: AuthenticatePorts,
  { key, clientAddress }: { readonly key: string | null; readonly clientAddress: ClientAddress | null },
): Promise<ApiCaller> {
  if (!key) {
    throw new AccessError('ERR_KEY_MISSING', 'This endpoint needs a project key.', {
      hint: 'Send it as the user name of HTTP Basic authentication.',
    })
  }
  // No issued key has another shape, so other text costs no statement.
  const isShaped = /^(?:pk|sk)_[0-9a-f]{32}$/.test(key)
  const caller = isShaped ? await ctx.apiKeys.find({ hash: ctx.hashSecret(key), now: ctx.now() }) : null
  if (caller) return caller
  if (clientAddress) await limitGuesses(ctx, { client: clientAddress })
  throw new AccessError('ERR_KEY_UNKNOWN', 'This is an invalid project key.', {
    hint: 'Copy the whole key from the Developers page. A revoked key does not work again.',
  })
}
