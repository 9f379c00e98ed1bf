import { createPrivateKey, sign } from 'node:crypto'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { encodeBase58 } from '../../app/core/chain/base58.ts'
import { makeDemoWallet } from '../standin/chains/demoWallets.ts'
import { makeKeypair } from '../standin/chains/solana/solanaWallets.ts'
import type { ApiAnswer, OpenedApi } from './openApi.ts'

export type Wallet = PrivateKeyAccount
/** A signer of texts, of either family. */
export type TextSigner = {
  readonly address: string
  readonly signMessage: (text: { readonly message: string }) => Promise<string>
}

export function openWallet(name: string): Wallet {
  return privateKeyToAccount(makeDemoWallet(name).privateKey)
}

/** A Solana wallet with signatures in base58, as picket-js sends them; `signBytes` is for transactions. */
export function openSolanaWallet(
  name: string,
): TextSigner & { readonly signBytes: (bytes: Uint8Array) => Uint8Array } {
  const { publicKey, secretKey } = makeKeypair(name)
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'OKP',
      crv: 'Ed25519',
      d: Buffer.from(secretKey.slice(0, 32)).toString('base64url'),
      x: Buffer.from(publicKey.toBytes()).toString('base64url'),
    },
  })
  return {
    address: publicKey.toBase58(),
    signMessage: async ({ message }) => encodeBase58(sign(null, Buffer.from(message), key)),
    signBytes: (bytes) => sign(null, bytes, key),
  }
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
  readonly chainType?: 'ethereum' | 'solana'
}

/** The text that a Picket client signs. Written from docs/spec/picket.md#22-exact-bytes, not from the app. */
export function spellMessage(fields: MessageFields): string {
  const { format, statement, walletAddress, nonce, domain, uri, chainId, issuedAt, chainType } = fields
  if (format === 'simple') return `${statement}\n\nAddress: ${walletAddress}\nNonce: ${nonce}`
  const text = `${domain} wants you to sign in with your Ethereum account:\n${walletAddress}\n\n${statement}\n\nURI: ${uri}\nVersion: 1\nChain ID: ${chainId}\nNonce: ${nonce}\nIssued At: ${issuedAt}`
  return chainType === 'solana' ? text.replace(/Ethereum/g, 'Solana') : text
}

export type SignLoginParameters = {
  readonly api: Pick<OpenedApi, 'call'>
  readonly key: string
  readonly wallet: TextSigner
  readonly chain?: string
  readonly chainId?: number
  /** As the client writes it. */
  readonly walletAddress?: string
  readonly domain?: string
  readonly uri?: string
  readonly issuedAt?: string
  /** Fields to sign instead of those of the API's nonce. */
  readonly change?: Partial<MessageFields>
  readonly remoteAddress?: string
}
export type LoginBody = {
  readonly chain: string
  readonly walletAddress: string
  readonly signature: string
  readonly context: {
    readonly domain: string
    readonly uri: string
    readonly chainId: number
    readonly issuedAt: string
    readonly chainType: 'ethereum' | 'solana'
    readonly locale: 'en-US'
  }
}

/** Request a nonce and sign it as the official browser client does; returns the body of `/auth`. */
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
  const chainType = chain === 'solana' ? 'solana' : 'ethereum'
  const context = { domain, uri, chainId, issuedAt, chainType, locale: 'en-US' } as const
  const message = spellMessage({ format, statement, nonce, walletAddress, ...context, ...change })
  return { chain, walletAddress, signature: await wallet.signMessage({ message }), context }
}

/** Sign in completely. @throws Error when refused. */
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
