import type { AuthorizationURLRequest } from '../../../public/palisade.d.ts'
import type { Server } from '../api/callApi.ts'

export type FormatAuthorizationUrlParameters = {
  readonly server: Server
  readonly request: AuthorizationURLRequest
}

/** Write the address where a login over OAuth starts; every requirement is in it. */
export function formatAuthorizationUrl({ server, request }: FormatAuthorizationUrlParameters): string {
  const { chain, walletAddress, signature, context } = request
  const values: Readonly<Record<string, unknown>> = {
    client_id: server.apiKey,
    redirect_uri: request.redirectURI,
    code_challenge: request.codeChallenge,
    state: request.state,
    code_challenge_method: 'S256',
    response_mode: request.responseMode,
    locale: context?.locale ?? request.locale ?? 'en',
    chain,
    walletAddress,
    signature,
    contractAddress: request.contractAddress,
    minTokenBalance: request.minTokenBalance,
    collection: request.collection,
    creatorAddress: request.creatorAddress,
    tokenIds: request.tokenIds,
    // An empty list admits nobody, and must not look like no list at all.
    allowedWallets: request.allowedWallets?.length === 0 ? [''] : request.allowedWallets,
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
