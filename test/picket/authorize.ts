import { createHash, randomBytes } from 'node:crypto'
import type { ApiProject, OpenedApi } from './openApi.ts'
import { signLogin, type Wallet } from './signLogin.ts'

export type AuthorizeParameters = {
  readonly api: Pick<OpenedApi, 'call'>
  readonly project: ApiProject
  readonly wallet: Wallet
  readonly redirectUri?: string
  /** Additional query parameters; a name may occur twice. */
  readonly more?: readonly (readonly [string, string])[]
}
export type AuthorizeResult = {
  readonly code: string
  readonly verifier: string
  readonly redirectUri: string
}

const STATE = 'c3RhdGU='

/**
 * Go through oauth2/authorize as picket-js 0.0.102 does in `loginWithRedirect`, with the signature in the URL.
 * @throws Error with the answer if there was no code.
 */
export async function authorize({
  api,
  project,
  wallet,
  redirectUri = 'https://harbor.example/callback',
  more = [],
}: AuthorizeParameters): Promise<AuthorizeResult> {
  const verifier = randomBytes(32).toString('base64url')
  const { walletAddress, signature, context, chain } = await signLogin({
    api,
    key: project.publishableKey,
    wallet,
  })
  const query = new URLSearchParams([
    ['client_id', project.publishableKey],
    ['redirect_uri', redirectUri],
    ['code_challenge', createHash('sha256').update(verifier).digest('base64url')],
    ['state', STATE],
    ['code_challenge_method', 'S256'],
    ['response_mode', 'code'],
    ['locale', 'en'],
    ['chain', chain],
    ['walletAddress', walletAddress],
    ['signature', signature],
    ...more.map(([name, value]) => [name, value]),
    ['domain', context.domain],
    ['uri', context.uri],
    ['issuedAt', context.issuedAt],
  ])
  const answer = await api.call({ method: 'GET', path: `/oauth2/authorize?${query}` })
  const location = answer.headers.get('location') ?? ''
  const sent = location.startsWith(`${redirectUri}?`) ? new URL(location).searchParams : null
  const code = sent?.get('code')
  if (!code || sent?.get('state') !== STATE)
    throw new Error(`No code: ${answer.status} ${location} ${answer.text}`)
  return { code, verifier, redirectUri }
}
