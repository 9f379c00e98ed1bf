import type { Hex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { makeDemoWallet } from '../standin/chains/demoWallets.ts'
import type { ApiAnswer, OpenedApi } from './openApi.ts'

export type Wallet = PrivateKeyAccount

export function openWallet(name: string): Wallet {
  return privateKeyToAccount(makeDemoWallet(name).privateKey)
}

/** `Basic` as picket-node writes it: the bare key, no colon. */
export function basic(key: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(key).toString('base64')}` }
}

export type MessageFields = {
  readonly format: 'simple' | 'siwe'
  readonly statement: string
  readonly walletAddress: string
  readonly nonce: string
  readonly domain: string
  readonly uri: string
  readonly chainId: number
  readonly issuedAt: string
}

/** The text a Picket client signs, written down from picket.md §2.2 and from nothing of the app. */
export function spellMessage(fields: MessageFields): string {
  const { format, statement, walletAddress, nonce, domain, uri, chainId, issuedAt } = fields
  if (format === 'simple') return `${statement}\n\nAddress: ${walletAddress}\nNonce: ${nonce}`
  return `${domain} wants you to sign in with your Ethereum account:\n${walletAddress}\n\n${statement}\n\nURI: ${uri}\nVersion: 1\nChain ID: ${chainId}\nNonce: ${nonce}\nIssued At: ${issuedAt}`
}

export type SignLoginParameters = {
  readonly api: Pick<OpenedApi, 'call'>
  readonly key: string
  readonly wallet: Wallet
  readonly chain?: string
  readonly chainId?: number
  /** As the client spells it. */
  readonly walletAddress?: string
  readonly domain?: string
  readonly uri?: string
  readonly issuedAt?: string
  /** What is signed in the place of what the API asked for. */
  readonly change?: Partial<MessageFields>
  readonly remoteAddress?: string
}
export type LoginBody = {
  readonly chain: string
  readonly walletAddress: string
  readonly signature: Hex
  readonly context: {
    readonly domain: string
    readonly uri: string
    readonly chainId: number
    readonly issuedAt: string
    readonly chainType: 'ethereum'
    readonly locale: 'en-US'
  }
}

/** Ask for a nonce and sign it as the official browser client does; answers the body of `/auth`. */
export async function signLogin({
  api,
  key,
  wallet,
  chain = 'ethereum',
  chainId = 1,
  walletAddress = wallet.address,
  domain = 'harbor.example',
  uri = `https://${domain}`,
  issuedAt = new Date().toISOString(),
  change = {},
  ...from
}: SignLoginParameters): Promise<LoginBody> {
  const answer = await api.call({
    path: '/auth/nonce',
    headers: basic(key),
    body: { chain, walletAddress, locale: 'en' },
    ...from,
  })
  if (answer.status !== 200) throw new Error(`No nonce: ${answer.status} ${answer.text}`)
  const { nonce, statement, format } = answer.json as Pick<MessageFields, 'nonce' | 'statement' | 'format'>
  const context = { domain, uri, chainId, issuedAt, chainType: 'ethereum', locale: 'en-US' } as const
  const message = spellMessage({ format, statement, nonce, walletAddress, ...context, ...change })
  return { chain, walletAddress, signature: await wallet.signMessage({ message }), context }
}

/** Sign in whole. @throws Error when it was refused. */
export async function logIn(
  parameters: SignLoginParameters & { readonly requirements?: object },
): Promise<ApiAnswer & { readonly accessToken: string }> {
  const { api, key, requirements } = parameters
  const body = await signLogin(parameters)
  const answer = await api.call({
    path: '/auth',
    headers: basic(key),
    body: requirements ? { ...body, requirements } : body,
  })
  if (answer.status !== 200) throw new Error(`No login: ${answer.status} ${answer.text}`)
  return { ...answer, json: answer.json, accessToken: String(answer.json.accessToken) }
}
