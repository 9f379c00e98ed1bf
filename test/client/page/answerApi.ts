import { createHash, randomBytes } from 'node:crypto'
import { type Hex, recoverMessageAddress } from 'viem'
import { encodeQr } from '../../../app/qr/renderQr.ts'

export type ApiCall = {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly type: string | undefined
  readonly origin: string | undefined
  readonly body: unknown
}

const STATEMENT = 'Sign in to the test site.'
type Claims = { tid: string; chain: string; walletAddress: string; balances: Record<string, string> }
type Body = {
  readonly [name: string]: unknown
  readonly walletAddress: string
  readonly chain: string
  readonly signature: Hex
  readonly requirements?: Record<string, unknown>
  readonly context?: Record<string, string>
}
export class Refusal extends Error {
  readonly status: number
  readonly body: object
  constructor(status: number, body: object) {
    super('refused')
    this.status = status
    this.body = body
  }
}

export type Code = { readonly challenge: string; readonly redirect: string; readonly wallet: string }
export type AnswerApiParameters = {
  readonly codes: Map<string, Code>
  /** Balances: lower-case address → contract → decimal. */
  readonly balances: ReadonlyMap<string, Record<string, string>>
  readonly revoked: Set<string>
}

/** Answer as docs/spec/picket.md#1-http says: rebuild the message and recover its signer. */
export function answerApi({
  codes,
  balances: held,
  revoked,
}: AnswerApiParameters): (call: ApiCall) => Promise<object> {
  const nonces = new Map<string, string>()
  const issue = (claims: Omit<Claims, 'tid'>) => {
    const seconds = Math.floor(Date.now() / 1000)
    const full = {
      ...claims,
      tid: randomBytes(8).toString('hex'),
      sub: `${claims.chain}:${claims.walletAddress}`,
      aud: 'project',
      iat: seconds,
      exp: seconds + 43_200,
    }
    const accessToken = `h.${Buffer.from(JSON.stringify(full)).toString('base64url')}.s`
    const { chain, walletAddress, balances } = claims
    const tokenBalances = Object.keys(balances).length > 0 ? { contractAddress: balances } : {}
    return { accessToken, user: { chain, walletAddress, displayAddress: walletAddress, tokenBalances } }
  }
  const readToken = (token: unknown): Claims => {
    if (typeof token !== 'string' || revoked.has(token))
      throw new Refusal(401, {
        msg: 'The access token is not valid.',
        code: 'parameter_invalid',
        error: 'ERR_TOKEN_INVALID',
      })
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims
  }
  const prove = (wallet: string, asked: Record<string, unknown> | undefined) => {
    const { allowedWallets, contractAddress, minTokenBalance = 0 } = asked ?? {}
    if (Array.isArray(allowedWallets) && !contractAddress && !allowedWallets.includes(wallet))
      throw new Refusal(403, {
        msg: 'not one of the allowed wallet addresses',
        error: 'ERR_WALLET_NOT_ALLOWED',
      })
    if (typeof contractAddress !== 'string') return {}
    const found = held.get(wallet.toLowerCase())?.[contractAddress] ?? '0'
    if (Number(found) <= 0 || Number(found) < Number(minTokenBalance)) {
      const name = contractAddress === '0xNamed' ? 'Ape Club' : undefined
      throw new Refusal(403, {
        msg: `This wallet does not hold the necessary tokens: it holds ${found} of ${contractAddress}.`,
        code: 'permission_denied',
        error: 'ERR_REQUIREMENT_UNMET',
        needed: String(minTokenBalance),
        found: [{ kind: 'contractAddress', id: contractAddress, found, name }],
      })
    }
    return { [contractAddress]: found }
  }
  const chain = (slug: string) => ({
    chainSlug: slug,
    chainId: slug === 'polygon' ? 137 : 1,
    chainType: 'ethereum',
    chainName: slug === 'polygon' ? 'Polygon' : 'Ethereum',
    publicRPC: 'http://127.0.0.1:1',
    authorizationSupported: true,
  })

  return async (call) => {
    const body = (call.body ?? {}) as Body
    switch (call.path) {
      case 'chains':
        return { data: [chain('ethereum'), chain('polygon')] }
      case 'auth/nonce': {
        const nonce = randomBytes(16).toString('hex')
        nonces.set(body.walletAddress, nonce)
        return { nonce, statement: STATEMENT, format: 'siwe' }
      }
      case 'auth': {
        const { walletAddress, signature, context, requirements } = body
        const c = context ?? {}
        const message = `${c.domain} wants you to sign in with your Ethereum account:\n${walletAddress}\n\n${STATEMENT}\n\nURI: ${c.uri}\nVersion: 1\nChain ID: ${chain(body.chain).chainId}\nNonce: ${nonces.get(walletAddress)}\nIssued At: ${c.issuedAt}`
        const signer = await recoverMessageAddress({ message, signature }).catch(() => '')
        const isHere = call.origin === undefined || c.uri === call.origin
        if (!nonces.delete(walletAddress) || signer !== walletAddress || !isHere)
          throw new Refusal(401, {
            msg: 'invalid signature',
            code: 'parameter_invalid',
            error: 'ERR_SIGNATURE_INVALID',
          })
        return issue({ chain: body.chain, walletAddress, balances: prove(walletAddress, requirements) })
      }
      case 'authz': {
        const { walletAddress, balances, chain: slug } = readToken(body.accessToken)
        const proven = prove(walletAddress, body.requirements)
        return issue({ chain: slug, walletAddress, balances: { ...balances, ...proven } })
      }
      case 'auth/validate': {
        const { walletAddress, balances, ...claims } = readToken(body.accessToken)
        return {
          ...claims,
          walletAddress,
          displayAddress: walletAddress,
          tokenBalances: { contractAddress: balances },
        }
      }
      case 'oauth2/token': {
        const code = codes.get(String(body.code))
        codes.delete(String(body.code))
        const challenge = createHash('sha256').update(String(body.code_verifier)).digest('base64url')
        if (code?.challenge !== challenge || code.redirect !== body.redirect_uri)
          throw new Refusal(400, {
            msg: 'The code is not valid.',
            code: 'invalid_grant',
            error: 'ERR_OAUTH_GRANT',
          })
        const issued = issue({ chain: 'ethereum', walletAddress: code.wallet, balances: {} })
        return { ...issued, tokenType: 'Bearer', expiresIn: 43_200, access_token: issued.accessToken }
      }
      case 'qr':
        return encodeQr(String(body.page))
      case 'oauth2/revoke':
        revoked.add(String((call.body as Record<string, unknown>).token))
        return {}
      default:
        if (call.path.startsWith('chains/')) return chain(call.path.slice(7))
        throw new Refusal(404, { msg: 'There is nothing here.', error: 'ERR_NOT_FOUND' })
    }
  }
}
