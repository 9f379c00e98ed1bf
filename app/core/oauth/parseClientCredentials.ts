import { AccessError } from '../errors/base.ts'

/** How a client says who it is: its publishable key, its secret one, or both. */
export type ClientCredentials = {
  readonly publishableKey: string | null
  readonly secretKey: string | null
}
export type ParseClientCredentialsParameters = {
  /** What HTTP Basic carried, decoded, or null. */
  readonly basic: { readonly key: string; readonly password: string | null } | null
  readonly clientId: string | null
  readonly clientSecret: string | null
}

/**
 * Read a client's credentials: Basic with the publishable key, the secret key or both, or both in the body.
 *
 * @throws {AccessError} ERR_OAUTH_CLIENT when there are none, or they are said in two ways.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function parseClientCredentials({
  basic,
  clientId,
  clientSecret,
}: ParseClientCredentialsParameters): ClientCredentials {
  if (!basic) return chooseCredentials({ id: clientId ?? '', secret: clientSecret ?? '' })
  const given = chooseCredentials({ id: basic.key, secret: basic.password ?? '' })
  // The same key beside the header is harmless; anything else leaves open which of the two is meant.
  if (clientSecret !== null || (clientId !== null && clientId !== given.publishableKey)) {
    throw invalidCredentials('The client said who it is in the header and again in the body.', 'Say it once.')
  }
  return given
}

function chooseCredentials({ id, secret }: { id: string; secret: string }): ClientCredentials {
  if (id === '' && secret === '') throw invalidCredentials('The client did not say who it is.', KEYS)
  // Picket's own clients send a secret key alone, as the user name.
  if (id.startsWith('sk_') && secret === '') return { publishableKey: null, secretKey: id }
  if (id === '' || id.startsWith('sk_') || secret.startsWith('pk_')) {
    throw invalidCredentials('The keys stand in each other’s place.', KEYS)
  }
  return { publishableKey: id, secretKey: secret || null }
}

const KEYS =
  'Send the publishable key as client id, and the secret key, if the client has one, as client secret.'

function invalidCredentials(sentence: string, hint: string): AccessError {
  return new AccessError('ERR_OAUTH_CLIENT', sentence, { hint })
}
