import type { AuthorizationURLRequest } from '../../../public/palisade.d.ts'
import type { Server } from '../api/sendToApi.ts'

export type FormatAuthorizationUrlParameters = {
  readonly server: Server
  readonly request: AuthorizationURLRequest
  /** The page's language. Picket's `locale` cannot say English: it says `en` for everybody who names none. */
  readonly uiLocales?: string
}

/** Format the URL that starts a login over OAuth, with every requirement. */
export function formatAuthorizationUrl(parameters: FormatAuthorizationUrlParameters): string {
  const { server, request, uiLocales } = parameters
  const { redirectURI, codeChallenge, state, responseMode, locale, ...login } = request
  const { chain, walletAddress, signature, context, ...requirements } = login
  const {
    contractAddress,
    minTokenBalance,
    collection,
    creatorAddress,
    tokenIds,
    allowedWallets,
    ...unknown
  } = requirements
  const values: Readonly<Record<string, unknown>> = {
    // The server refuses a misspelled requirement. If it were dropped here, it would require nothing.
    ...unknown,
    client_id: server.apiKey,
    redirect_uri: redirectURI,
    code_challenge: codeChallenge,
    state,
    code_challenge_method: 'S256',
    response_mode: responseMode,
    locale: context?.locale ?? locale ?? 'en',
    ui_locales: uiLocales,
    chain,
    walletAddress,
    signature,
    contractAddress,
    minTokenBalance,
    collection,
    creatorAddress,
    tokenIds,
    // An empty list admits nobody, and must not look like a missing list.
    allowedWallets: allowedWallets?.length === 0 ? [''] : allowedWallets,
    domain: context?.domain,
    uri: context?.uri,
    issuedAt: context?.issuedAt,
  }
  const url = new URL(`${server.baseURL}/oauth2/authorize`)
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one))
  }
  return url.href
}
