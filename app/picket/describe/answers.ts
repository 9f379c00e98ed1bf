import { z } from 'zod'
import type { ContractDescription } from '../../core/chain/describe.ts'

/*
 * Schemas of the API's answers. Only tests parse answers with them: they check each against a running API. The API's
 * description is generated from these schemas.
 */
const decimals = z
  .record(z.string(), z.string().regex(/^\d+(\.\d+)?$/))
  .describe('Id, as it was asked for → balance in whole tokens, a decimal.')
const instants = z.record(z.string(), z.int()).describe('Id → unix seconds.')
const kinds = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    contractAddress: value.optional(),
    collection: value.optional(),
    tokenIds: value.optional(),
    creatorAddress: value.optional(),
  })
const tokenBalances = kinds(decimals).describe(
  'Balances that were proven, by what asked for them; {} if none were.',
)

const chain = z.string().describe('The chain of the sign-in, e.g. "ethereum".')
const walletAddress = z.string().describe('As the request wrote it.')
const displayAddress = z
  .string()
  .describe('For showing to people: the wallet’s ENS name where it has one, else its address.')
const email = z.string().describe('Made of the address. It can receive nothing.')
const sub = z
  .string()
  .regex(/^[a-z]+:(0x[0-9a-fA-F]{40}|[1-9A-HJ-NP-Za-km-z]{32,44})$/)
  .describe(
    'chain:address, the address spelled as EIP-55 says, on Solana as it is. The same for the same wallet, always.',
  )

export const NonceAnswer = z.strictObject({
  nonce: z
    .string()
    .regex(/^[a-zA-Z0-9]{8,}$/)
    .describe('To be signed within two minutes, once.'),
  statement: z.string().describe('The sentence that belongs into the signed text.'),
  format: z.enum(['siwe', 'simple']).describe('How the text is composed: the project says which.'),
  transaction: z
    .string()
    .optional()
    .describe('Of a memo: the transaction to sign, in base64. No cluster would take it.'),
})

export const User = z.strictObject({ chain, walletAddress, displayAddress, tokenBalances })

export const AuthAnswer = z.strictObject({
  accessToken: z.string().describe('A JWT, good for twelve hours.'),
  user: User.describe('Whom it speaks of.'),
})

export const ClaimsAnswer = z.strictObject({
  iss: z.string().describe('The address of this API.'),
  aud: z.uuid().describe('The id of the project.'),
  sub,
  tid: z.uuid().describe('The id of this token; what is revoked.'),
  sid: z.uuid().optional().describe('The id of the sign-in’s first token, where this is a later one.'),
  ver: z.literal(1).describe('The version of the API.'),
  iat: z.int().describe('When it was made, in unix seconds.'),
  exp: z.int().describe('When it ends, in unix seconds.'),
  chain,
  walletAddress,
  displayAddress,
  email,
  tokenBalances,
  balancesReadAt: kinds(instants).describe('When each balance was read.'),
  fmt: z
    .literal('simple')
    .optional()
    .describe('There only where the wallet signed a text that names no site.'),
  wallet: z
    .literal('contract')
    .optional()
    .describe('There only for a contract wallet, which is an identity on its own chain alone.'),
})

export const ChainAnswer = z.strictObject({
  chainSlug: z.string().describe('Its name in every request.'),
  chainId: z.int().positive().describe('EIP-155; 101 for Solana.'),
  chainID: z.int().positive().describe('The same, for clients that spell it so.'),
  chainType: z.enum(['ethereum', 'solana']).describe('The family it belongs to.'),
  chainName: z.string().describe('For people.'),
  publicRPC: z.url().describe('An endpoint anybody may use, for wallets that do not know the chain.'),
  authorizationSupported: z.boolean().describe('Whether this server can read balances there.'),
})

export const ChainsAnswer = z.strictObject({
  data: z.array(ChainAnswer).describe('In the order to show them.'),
})

export const OwnershipAnswer = z.strictObject({
  allowed: z.boolean().describe('Whether it is enough. No is an answer, not an error.'),
  walletAddress,
  tokenBalance: z.string().describe('The sum over everything that was asked.'),
  tokenBalances,
})

const CONTRACT_KINDS: { readonly [Kind in ContractDescription['kind']]: Kind } = {
  erc20: 'erc20',
  erc721: 'erc721',
  erc1155: 'erc1155',
  spl: 'spl',
  collection: 'collection',
  unknown: 'unknown',
}

export const ContractAnswer = z.strictObject({
  chain: z.string().describe('The chain’s slug.'),
  contractAddress: z.string().describe('As the request wrote it.'),
  kind: z.enum(CONTRACT_KINDS).describe('What it is; "unknown" is no token.'),
  name: z.string().nullable().describe('As the contract says; null where it is no token.'),
  symbol: z.string().nullable().describe('The same.'),
  decimals: z.int().nullable().describe('Of an ERC-20 or SPL token; null of anything else.'),
  authorizationSupported: z.boolean().describe('Whether its tokens can be asked for.'),
})

const part = z
  .looseObject({
    kind: z
      .string()
      .describe('"all", "any", "atLeast" (with count) or "not", with of: its parts; or "condition".'),
    verdict: z.enum(['met', 'unmet', 'unchecked']).describe('Whether this part holds.'),
  })
  .describe(
    'A condition has need (what it asks, and of which token), found (in human units, null where nobody was asked), because, holders, chain, block, source, readAt and, where it could not be read, code.',
  )

export const GateCheckAnswer = z.strictObject({
  gate: z
    .strictObject({
      number: z.int().positive().describe('Its number in the shop.'),
      name: z.string().describe('What the shop calls it.'),
      state: z.enum(['active', 'paused']).describe('A paused gate opens for nobody.'),
    })
    .describe('The gate.'),
  verdict: z
    .enum(['met', 'unmet', 'unchecked'])
    .describe('Whether the wallet passes. "unchecked" is neither yes nor no: a chain could not be read.'),
  report: z
    .strictObject({
      now: part,
      before: part.nullable(),
    })
    .describe('Why: the tree of the gate’s conditions; before is so many blocks ago, where the gate asks.'),
})

export const TokenAnswer = z.strictObject({
  accessToken: z.string().describe('A JWT, good for twelve hours.'),
  tokenType: z.literal('Bearer').describe('How it is sent.'),
  expiresIn: z.int().describe('For how many seconds it is good.'),
  user: User.describe('Whom it speaks of.'),
  access_token: z.string().describe('The same, in OAuth’s spelling.'),
  token_type: z.literal('Bearer').describe('The same.'),
  expires_in: z.int().describe('The same.'),
  scope: z.string().describe('What was asked for and is known here.'),
  id_token: z.string().optional().describe('A JWT about the wallet; there if the scope has "openid".'),
})

export const UserInfoAnswer = z.strictObject({
  sub,
  name: displayAddress,
  preferred_username: displayAddress,
  email,
  email_verified: z.literal(false).describe('Nobody reads that inbox.'),
  chain,
  walletAddress,
  displayAddress,
  tokenBalances,
})

export const RevokeAnswer = z.strictObject({})

export const DiscoveryAnswer = z.looseObject({
  issuer: z.url().describe('The address of this API.'),
  authorization_endpoint: z.url().describe('Where people are sent.'),
  token_endpoint: z.url().describe('Where a code is exchanged.'),
  userinfo_endpoint: z.url().describe('Who signed in.'),
  revocation_endpoint: z.url().describe('Where a token is ended.'),
  jwks_uri: z.url().describe('The keys that sign tokens.'),
  scopes_supported: z.array(z.string()).describe('What may be asked for.'),
  response_types_supported: z.array(z.string()).describe('"code" alone.'),
  subject_types_supported: z.array(z.string()).describe('"public" alone: sub is the same for every client.'),
  id_token_signing_alg_values_supported: z.array(z.string()).describe('"ES256" alone.'),
})

export const JwksAnswer = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        kty: z.literal('EC').describe('An elliptic curve.'),
        crv: z.literal('P-256').describe('Which one.'),
        x: z.string().describe('A point on it, in base64url.'),
        y: z.string().describe('The same.'),
        kid: z.string().describe('Named in the header of each token.'),
        alg: z.literal('ES256').describe('How it signs.'),
        use: z.literal('sig').describe('That it signs.'),
      }),
    )
    .describe('Those that sign, and those whose tokens may still be about.'),
})

export const ErrorAnswer = z.strictObject({
  msg: z.string().describe('What happened and what to do next, in a sentence that can be shown.'),
  code: z.string().optional().describe('Picket’s word for it, where Picket had one.'),
  error: z
    .string()
    .regex(/^ERR_[A-Z0-9_]+$/)
    .describe('What happened, for programs. These never change.'),
  needed: z.string().optional().describe('With ERR_REQUIREMENT_UNMET: the least balance.'),
  found: z
    .array(
      z.strictObject({
        kind: z.string().describe('The field that asked.'),
        id: z.string().describe('What it asked for.'),
        found: z.string().nullable().describe('The balance; null where the token has proven none.'),
      }),
    )
    .optional()
    .describe('With ERR_REQUIREMENT_UNMET: what the wallet holds of each token asked for.'),
  error_description: z
    .string()
    .optional()
    .describe('At the OAuth addresses: the sentence again, in OAuth’s spelling.'),
})
