import { hasUnsafeCharacter } from '../core/text/hasUnsafeCharacter.ts'

const TIMEOUT_MS = 10_000
const MOST_CHARACTERS = 100

/**
 * Read the name of the member of the staff that a session token is of; null if Shopify does not tell it.
 *
 * Shopify tells it only with an online access token, which is not kept.
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/token-exchange
 */
export async function readStaffName({
  myshopifyDomain,
  userId,
  token,
  apiKey,
  apiSecret,
}: {
  readonly myshopifyDomain: string
  /** The token's `sub`. */
  readonly userId: string
  /** A session token that was verified. */
  readonly token: string
  readonly apiKey: string
  readonly apiSecret: string
}): Promise<string | null> {
  const body = {
    client_id: apiKey,
    client_secret: apiSecret,
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:online-access-token',
  }
  try {
    const response = await fetch(`https://${myshopifyDomain}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return response.ok ? parseName(await response.json(), userId) : null
  } catch {
    return null
  }
}

function parseName(answer: unknown, userId: string): string | null {
  const { associated_user: user } = (answer ?? {}) as { associated_user?: Readonly<Record<string, unknown>> }
  if (!user || String(user.id) !== userId) return null
  const name = [user.first_name, user.last_name]
    .filter((part) => typeof part === 'string')
    .join(' ')
    .trim()
    .slice(0, MOST_CHARACTERS)
  return name === '' || hasUnsafeCharacter(name) ? null : name
}
