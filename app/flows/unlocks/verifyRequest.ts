import { LoginError } from '../../core/errors/base.ts'
import { checkRequestTime } from '../../core/visitKey/checkRequestTime.ts'
import type { SignedRequest } from '../../core/visitKey/types.ts'
import type { Needs } from '../context.ts'

/**
 * Verify that a request was signed now, by the key that it names. Answers the key's thumbprint; null if the request is
 * not signed. The caller compares it with the key of the login or the visit.
 *
 * Costs no statement: the request brings its key, and the database has the thumbprint.
 * @throws {LoginError} ERR_REQUEST_TIME, ERR_REQUEST_SIGNATURE
 */
export async function verifyRequest(
  ctx: Needs<'now' | 'hashVisitKey' | 'verifyRequestSignature'>,
  signed: SignedRequest | null,
): Promise<string | null> {
  if (signed === null) return null
  checkRequestTime({ at: signed.at, now: ctx.now() })
  if (await ctx.verifyRequestSignature(signed)) return ctx.hashVisitKey(signed.key)
  throw new LoginError('ERR_REQUEST_SIGNATURE', 'The signature does not match this request and its key.', {
    hint: 'Sign the request’s exact text with the visit’s key.',
  })
}
