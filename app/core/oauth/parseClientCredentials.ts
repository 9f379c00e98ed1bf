import { AccessError } from '../errors/base.ts'

/** A client's credentials: its publishable key, its secret key, or both. */
export type ClientCredentials = {
  readonly publishableKey: string | null
  readonly secretKey: string | null
}
export type ParseClientCredentialsParameters = {
  /** The decoded HTTP Basic header, or null. */
  readonly basic: { readonly key: string; readonly password: string | null } | null
  readonly clientId: string | null
  readonly clientSecret: string | null
}

/**
 * Read a client's credentials from the Basic header or the body: the publishable key, the secret key, or both.
 *
 * @throws {AccessError} ERR_OAUTH_CLIENT if there are none, the keys are swapped, or the body has some besides Basic
 * that are not the same publishable key alone.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function parseClientCredentials({
  basic,
  clientId,
  clientSecret,
}: ParseClientCredentialsParameters): ClientCredentials {
  if (!basic) return chooseCredentials({ id: clientId ?? '', secret: clientSecret ?? '' })
  const given = chooseCredentials({ id: basic.key, secret: basic.password ?? '' })
  // The same publishable key in header and body is harmless. Anything else is ambiguous.
  if (clientSecret !== null || (clientId !== null && clientId !== given.publishableKey)) {
    throw invalidCredentials(
      'The request has client credentials in both the Authorization header and the body.',
      'Send them in one place only.',
    )
  }
  return given
}

function chooseCredentials({ id, secret }: { id: string; secret: string }): ClientCredentials {
  if (id === '' && secret === '') throw invalidCredentials('The request has no client credentials.', KEYS)
  // Picket's own clients send a secret key alone, as the user name.
  if (id.startsWith('sk_') && secret === '') return { publishableKey: null, secretKey: id }
  if (id === '' || id.startsWith('sk_') || secret.startsWith('pk_')) {
    throw invalidCredentials('The publishable key and the secret key are swapped.', KEYS)
  }
  return { publishableKey: id, secretKey: secret || null }
}

const KEYS =
  'Send the publishable key as client id, and the secret key, if the client has one, as client secret.'

function invalidCredentials(sentence: string, hint: string): AccessError {
  return new AccessError('ERR_OAUTH_CLIENT', sentence, { hint })
}
