import { authorize } from './authorize.ts'
import type { ApiProject, OpenedApi } from './openApi.ts'
import { basic, logIn, signLogin, type Wallet } from './signLogin.ts'

export type Address = {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Record<string, string>
  /** An accepted body; null if it takes none. */
  readonly body: Readonly<Record<string, unknown>> | null
  /** Fields without which it refuses. */
  readonly required: readonly string[]
}

/** Every endpoint of the API that needs a key, each with a request that it accepts once. */
export async function listAddresses(parameters: {
  api: OpenedApi
  project: ApiProject
  wallet: Wallet
}): Promise<Address[]> {
  const { api, project, wallet } = parameters
  const key = project.publishableKey
  const pk = basic(key)
  const sk = basic(project.secretKey)
  const { accessToken } = await logIn({ api, key, wallet })
  const { accessToken: revocable } = await logIn({ api, key, wallet })
  const requirements = { allowedWallets: [wallet.address] }
  const granted = await authorize(parameters)
  const post = (name: string, body: Address['body'], required: readonly string[], headers = pk): Address => ({
    name,
    method: 'POST',
    path: name,
    headers,
    body,
    required,
  })
  const get = (name: string, headers = pk): Address => ({
    name,
    method: 'GET',
    path: name,
    headers,
    body: null,
    required: [],
  })
  return [
    post('/auth/nonce', { chain: 'ethereum', walletAddress: wallet.address, locale: 'en' }, [
      'walletAddress',
    ]),
    post('/auth', { ...(await signLogin({ api, key, wallet })), requirements }, [
      'walletAddress',
      'signature',
      'context',
    ]),
    post('/authz', { accessToken, requirements, revalidate: false }, ['accessToken']),
    post('/auth/validate', { accessToken, requirements }, ['accessToken']),
    post(`/chains/ethereum/wallets/${wallet.address}/tokenOwnership`, requirements, ['allowedWallets'], sk),
    post(
      '/oauth2/token',
      {
        grant_type: 'authorization_code',
        code: granted.code,
        code_verifier: granted.verifier,
        redirect_uri: granted.redirectUri,
      },
      ['grant_type', 'code', 'code_verifier', 'redirect_uri'],
    ),
    post('/oauth2/revoke', { token: revocable }, ['token']),
    post('/qr', { page: 'https://harbor.example/drop' }, ['page']),
    get('/chains'),
    get('/chains/ethereum'),
    get(`/chains/ethereum/contracts/${wallet.address}`, sk),
  ]
}
