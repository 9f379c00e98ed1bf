import { createHash, randomBytes } from 'node:crypto'
import { toApiUrl } from '../../../app/toApiUrl.ts'
import { makeKeypair } from '../../standin/chains/solana/solanaWallets.ts'
import { type StandInChains, startChains } from '../../standin/chains/startChains.ts'
import { createFlowKey } from '../../standin/flow/createFlowKey.ts'
import { startFlow } from '../../standin/flow/startFlow.ts'
import { type ApiAnswer, type ApiCall, type ApiProject, type OpenedApi, openApi } from '../openApi.ts'
import { holder } from '../openGatedApi.ts'
import { type ReceivedAnswer, sendBytes } from '../sendBytes.ts'
import { basic, type LoginBody, openSolanaWallet, signLogin, type TextSigner } from '../signLogin.ts'
import { spellings } from '../spellRequest.ts'

export const REDIRECT = 'https://harbor.example/callback'

/** An account of Flow, and a collection of which it holds two. */
export const FLOW_WALLET = '0x0b2a3299cc857e29'
export const FLOW_CLUB = 'A.0b2a3299cc857e29.TopShot'

export const solanaHolder = openSolanaWallet('holder')
export const solanaOutsider = openSolanaWallet('outsider')
const chainIds = { ethereum: 1, polygon: 137, solana: 101, optimism: 10, arbitrum: 42161, avalanche: 43114 }
export type StageChain = keyof typeof chainIds

type Signing = { readonly chain?: StageChain; readonly wallet?: TextSigner; readonly project?: ApiProject }
export type Exchange = { readonly code: string; readonly verifier: string | null }

/** The whole API on two real nodes and a Solana ledger, and requests to it. */
export type Stage = {
  readonly standIn: StandInChains
  readonly api: OpenedApi
  /** Projects with SIWE messages and with simple ones, and one of somebody else. */
  readonly site: ApiProject
  readonly simple: ApiProject
  readonly other: ApiProject
  /** Addresses of tokens: `coin`, `owls` and `passes` on Ethereum, `polygonOwls`, `mint` and `collection` on Solana. */
  readonly coin: string
  readonly owls: string
  readonly passes: string
  readonly polygonOwls: string
  readonly mint: string
  readonly collection: string
  /** Two NFTs of the collection, which the Solana holder has. */
  readonly lights: readonly string[]
  readonly call: (call: ApiCall) => Promise<ApiAnswer>
  readonly post: (path: string, body: unknown, key?: string | null) => Promise<ApiAnswer>
  readonly get: (path: string, key?: string | null) => Promise<ApiAnswer>
  /** POST a form, as OAuth 2.0 sends its fields. */
  readonly postForm: (path: string, fields: Record<string, string>, key?: string | null) => Promise<ApiAnswer>
  /** Send a request to any URL of the server, as one of the clients writes it. */
  readonly send: (
    client: keyof typeof spellings,
    key: string,
    path: string,
    body?: string,
  ) => Promise<ReceivedAnswer>
  /** The body of a login, by default of the holder on Ethereum at the SIWE project. */
  readonly sign: (signing?: Signing) => Promise<LoginBody>
  readonly login: (requirements?: object, signing?: Signing) => Promise<ApiAnswer>
  readonly tokenOf: (requirements?: object, signing?: Signing) => Promise<string>
  /** GET oauth2/authorize with a login of the holder, a challenge and further parameters. */
  readonly authorize: (
    more?: readonly (readonly [string, string | null])[],
    signing?: Signing & { readonly isUnsigned?: boolean },
  ) => Promise<ApiAnswer & Exchange>
  /** Exchange a code; `more` replaces fields, and null leaves one out. */
  readonly exchange: (
    code: Exchange,
    more?: Record<string, string>,
    key?: string | null,
  ) => Promise<ApiAnswer>
  readonly owns: (body: unknown, wallet?: string, chain?: StageChain) => Promise<ApiAnswer>
  readonly close: () => Promise<void>
}

/** Open the API with what the documented requests are about. */
export async function openStage(): Promise<Stage> {
  const standIn = await startChains({ onDeath: () => {} })
  const { ethereum, polygon, solana } = standIn.chains
  const flow = await startFlow()
  flow.state.accounts.set(FLOW_WALLET.slice(2), { keys: [createFlowKey()] })
  flow.state.contracts.set(FLOW_CLUB, new Map([[FLOW_WALLET, '2.00000000']]))
  const rpcUrls = {
    ...{ ethereum: ethereum.rpcUrl, polygon: polygon.rpcUrl, solana: solana.rpcUrl },
    flow: flow.url,
  }
  // Four hundred requests come at once, and a slow machine has them all inside.
  const api = await openApi({ rpcUrls, requestsAtOnce: 2000 })
  const door = await api.listen()
  const site = await api.makeProject()
  const simple = await api.makeProject({ format: 'simple' })
  const other = await api.makeProject({ name: 'Other' })
  const requests = composeRequests(api, site)
  return {
    ...{ standIn, api, site, simple, other, ...requests },
    ...{
      coin: ethereum.contracts.erc20,
      owls: ethereum.contracts.erc721,
      passes: ethereum.contracts.erc1155,
    },
    polygonOwls: polygon.contracts.erc721,
    ...{ mint: solana.contracts.spl, collection: solana.contracts.collection },
    lights: [3, 12].map((number) => makeKeypair(`mint harbor lights ${number}`).publicKey.toBase58()),
    send: (client, key, path, body) => {
      const request = {
        key,
        host: `${door.host}:${door.port}`,
        path,
        ...(body === undefined ? {} : { body }),
      }
      return sendBytes({ ...door, bytes: spellings[client](request) })
    },
    close: async () => {
      await Promise.all([api.close(), flow.close()])
      await standIn.close()
    },
  }
}

function composeRequests(api: OpenedApi, site: ApiProject) {
  const keyed = (key: string | null) => (key === null ? {} : basic(key))
  const call: Stage['call'] = (one) => api.call(one)
  const post: Stage['post'] = (path, body, key = site.publishableKey) =>
    api.call({ path, body: typeof body === 'string' ? body : JSON.stringify(body), headers: keyed(key) })
  const get: Stage['get'] = (path, key = site.publishableKey) =>
    api.call({ method: 'GET', path, headers: keyed(key) })
  const postForm: Stage['postForm'] = (path, fields, key = site.publishableKey) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return api.call({ path, body: `${new URLSearchParams(fields)}`, headers: { ...keyed(key), ...type } })
  }
  const sign: Stage['sign'] = ({ chain = 'ethereum', wallet, project = site } = {}) => {
    const signer = wallet ?? (chain === 'solana' ? solanaHolder : holder)
    return signLogin({ api, key: project.publishableKey, wallet: signer, chain, chainId: chainIds[chain] })
  }
  const login: Stage['login'] = async (requirements, signing = {}) => {
    const body = await sign(signing)
    const { publishableKey } = signing.project ?? site
    return post('/auth', requirements ? { ...body, requirements } : body, publishableKey)
  }
  const tokenOf: Stage['tokenOf'] = async (requirements, signing) => {
    const answer = await login(requirements, signing)
    if (answer.status !== 200) throw new Error(`No login: ${answer.text}`)
    return String(answer.json.accessToken)
  }
  const owns: Stage['owns'] = (body, wallet = holder.address, chain = 'ethereum') =>
    post(`/chains/${chain}/wallets/${wallet}/tokenOwnership`, body, site.secretKey)
  return {
    call,
    post,
    get,
    postForm,
    sign,
    login,
    tokenOf,
    owns,
    ...composeOauth(api, site, { sign, postForm }),
  }
}

function composeOauth(
  api: OpenedApi,
  site: ApiProject,
  { sign, postForm }: Pick<Stage, 'sign' | 'postForm'>,
) {
  const authorize: Stage['authorize'] = async (more = [], signing = {}) => {
    const verifier = randomBytes(32).toString('base64url')
    const query = new URLSearchParams([
      ['response_mode', 'code'],
      ['client_id', (signing.project ?? site).publishableKey],
      ['redirect_uri', REDIRECT],
      ['state', 'xyz'],
      ['code_challenge', createHash('sha256').update(verifier).digest('base64url')],
      ['code_challenge_method', 'S256'],
      ...(signing.isUnsigned ? [] : await composeLoginParameters(sign, signing)),
    ])
    for (const [name] of more) query.delete(name)
    for (const [name, value] of more) if (value !== null) query.append(name, value)
    const answer = await api.call({ method: 'GET', path: `/oauth2/authorize?${query}` })
    const location = answer.headers.get('location')
    const code = (location && new URL(location).searchParams.get('code')) ?? ''
    const { status, headers, text } = answer
    const isPublic = query.has('code_challenge')
    return {
      status,
      headers,
      text,
      json: location ? {} : parseAnswer(text),
      code,
      verifier: isPublic ? verifier : null,
    }
  }
  const exchange: Stage['exchange'] = ({ code, verifier }, more = {}, key = site.publishableKey) => {
    const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
    return postForm(
      '/oauth2/token',
      { ...fields, ...(verifier && { code_verifier: verifier }), ...more },
      key,
    )
  }
  return { authorize, exchange }
}

/** An answer's JSON; a page has none. */
function parseAnswer(text: string): ApiAnswer['json'] {
  return text.startsWith('{') ? (JSON.parse(text) as ApiAnswer['json']) : {}
}

async function composeLoginParameters(sign: Stage['sign'], signing: Signing): Promise<[string, string][]> {
  const { chain, walletAddress, signature, context } = await sign(signing)
  const { domain, uri, issuedAt } = context
  return Object.entries({ chain, walletAddress, signature, domain, uri, issuedAt })
}

/** The path below `/api/v1` at which the server answers a URL that is spelt otherwise. */
export function toApiPath(path: string): string {
  const prefix = 'https://palisade.example/api/v1'
  const url = toApiUrl(`https://palisade.example${path}`)
  if (!url.startsWith(`${prefix}/`)) throw new Error(`No address of the API: ${url}`)
  return url.slice(prefix.length)
}
