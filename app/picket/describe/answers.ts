import { z } from 'zod'
import type { ContractDescription } from '../../core/chain/describe.ts'
import { languages } from '../../core/text/languages.ts'
import { GateFormBody } from '../../gateBody.ts'

/*
 * Schemas of the API's answers. Only tests parse answers with them: they check each against a running API. The API's
 * description is generated from these schemas.
 */
const decimals = z
  .record(z.string(), z.string().regex(/^\d+(\.\d+)?$/))
  .describe('Maps each id, as the request wrote it, to the balance in whole tokens, a decimal string.')
const instants = z.record(z.string(), z.int()).describe('Maps each id to unix seconds.')
const composeKindSchema = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    contractAddress: value.optional(),
    collection: value.optional(),
    tokenIds: value.optional(),
    creatorAddress: value.optional(),
  })
const tokenBalances = composeKindSchema(decimals).describe(
  'The proven balances, by the field that asked for them. {} if there are none.',
)

const chain = z.string().describe('The chain of the sign-in, e.g. "ethereum".')
const walletAddress = z.string().describe('The wallet address, as the request wrote it.')
const displayAddress = z
  .string()
  .describe('The name to show to people: the wallet’s ENS name if it has one, else its address.')
const email = z.string().describe('A placeholder made from the address. It cannot receive mail.')
const sub = z
  .string()
  .regex(/^(?:[a-z]+|eip155:[0-9]+):(0x[0-9a-fA-F]{40}|0x[0-9a-f]{16}|[1-9A-HJ-NP-Za-km-z]{32,44})$/)
  .describe(
    'The wallet as chain:address. EVM addresses have an EIP-55 checksum. A wallet always has the same value.',
  )

export const NonceAnswer = z.strictObject({
  nonce: z
    .string()
    .regex(/^[a-zA-Z0-9]{8,}$/)
    .describe('Valid for two minutes and for one sign-in.'),
  statement: z.string().describe('The sentence to put into the signed text.'),
  format: z.enum(['siwe', 'simple']).describe('How to compose the text. The project decides.'),
  transaction: z
    .string()
    .optional()
    .describe('Only with the method "memo": the transaction to sign, in base64. No cluster accepts it.'),
})

export const TextsAnswer = z.strictObject({
  language: z.enum(languages).describe('The language of the texts: the requested one, or English.'),
  dir: z.enum(['ltr', 'rtl']).describe('The direction of its script.'),
  texts: z
    .record(z.string(), z.string())
    .describe('The sentences by name. Names in brackets are placeholders.'),
})

export const QrAnswer = z.strictObject({
  size: z.int().positive().describe('Modules of a side, with a white border of four.'),
  path: z
    .string()
    .regex(/^[Mhvz\d -]+$/)
    .describe('The black modules, as the path of an SVG with a view box of 0 0 size size.'),
})

const named = {
  contractAddress: z.string().optional().describe('The contract that the request named, if it named one.'),
  tokenIds: z
    .string()
    .optional()
    .describe('The token ids that the request named, separated by commas, if it named some.'),
  tokenBalance: z
    .string()
    .optional()
    .describe('What the wallet holds of the contract or ids that the request named, in whole tokens.'),
}

export const User = z.strictObject({ chain, walletAddress, displayAddress, tokenBalances, ...named })

export const AuthAnswer = z.strictObject({
  accessToken: z.string().describe('A JWT that is valid for twelve hours.'),
  user: User.describe('The user of the token.'),
})

export const ClaimsAnswer = z.strictObject({
  iss: z.string().describe('The base URL of this API.'),
  aud: z.uuid().describe('The id of the project.'),
  sub,
  tid: z.uuid().describe('The id of this token. Use it to revoke the token.'),
  sid: z.uuid().optional().describe('The id of the first token of the sign-in. Absent in the first token.'),
  ver: z.literal(1).describe('The version of the API.'),
  iat: z.int().describe('When the token was issued, in unix seconds.'),
  exp: z.int().describe('When the token expires, in unix seconds.'),
  chain,
  walletAddress,
  displayAddress,
  email,
  tokenBalances,
  ...named,
  balancesReadAt: composeKindSchema(instants).describe('When each balance was read.'),
  fmt: z
    .literal('simple')
    .optional()
    .describe('Present only if the wallet signed a text that names no site.'),
  wallet: z
    .literal('contract')
    .optional()
    .describe('Present only for a contract wallet. Its address is an identity only on its own chain.'),
})

export const ChainAnswer = z.strictObject({
  chainSlug: z.string().describe('The name of the chain in requests and in access tokens.'),
  caip2: z.string().describe('The CAIP-2 name of the chain. Requests may name it so too.'),
  chainId: z.int().positive().describe('The EIP-155 chain id. 101 for Solana, 539 for Flow.'),
  chainID: z.int().positive().describe('The same as chainId, for clients that use this spelling.'),
  chainType: z.enum(['ethereum', 'solana', 'flow']).describe('The family of the chain.'),
  chainName: z.string().describe('The name to show to people.'),
  publicRPC: z
    .union([z.url(), z.literal('')])
    .describe('A public RPC endpoint, for wallets that do not know the chain. Empty if none is known.'),
  authorizationSupported: z.boolean().describe('Whether this server can read balances on the chain.'),
})

export const ChainsAnswer = z.strictObject({
  data: z.array(ChainAnswer).describe('The chains, in display order.'),
})

export const OwnershipAnswer = z.strictObject({
  allowed: z
    .boolean()
    .describe(
      'Whether the wallet holds enough. If it does not, this is false, and the request still succeeds.',
    ),
  walletAddress,
  tokenBalance: z.string().describe('The sum of all requested balances.'),
  tokenBalances,
})

const CONTRACT_KINDS: { readonly [Kind in ContractDescription['kind']]: Kind } = {
  erc20: 'erc20',
  erc721: 'erc721',
  erc1155: 'erc1155',
  spl: 'spl',
  collection: 'collection',
  flowNft: 'flowNft',
  flowToken: 'flowToken',
  unknown: 'unknown',
}

export const ContractAnswer = z.strictObject({
  chain: z.string().describe('The chain’s slug.'),
  contractAddress: z.string().describe('The contract address, as the request wrote it.'),
  kind: z.enum(CONTRACT_KINDS).describe('The kind of contract. "unknown" means that it is not a token.'),
  name: z.string().nullable().describe('The name in the contract. Null if it is not a token.'),
  symbol: z.string().nullable().describe('The symbol in the contract. Null if it is not a token.'),
  decimals: z
    .int()
    .nullable()
    .describe('The decimals of an ERC-20, SPL or Flow token. Null for anything else.'),
  authorizationSupported: z.boolean().describe('Whether a requirement can name its tokens.'),
})

const part = z
  .looseObject({
    kind: z
      .string()
      .describe(
        'A group, "all", "any", "atLeast" (with count) or "not", has its parts in of. Otherwise "condition".',
      ),
    verdict: z.enum(['met', 'unmet', 'unchecked']).describe('Whether this part is met.'),
  })
  .describe(
    'A condition has need (the required amount and token), found (in whole tokens, null if nothing was read), because, holders, chain, block, source and readAt. If it could not be read, it also has code.',
  )

export const GateCheckAnswer = z.strictObject({
  gate: z
    .strictObject({
      number: z.int().positive().describe('The number of the gate in the shop.'),
      name: z.string().describe('The name of the gate in the shop.'),
      state: z.enum(['active', 'paused']).describe('A paused gate lets nobody pass.'),
    })
    .describe('The gate.'),
  verdict: z
    .enum(['met', 'unmet', 'unchecked'])
    .describe(
      'Whether the wallet passes. "unchecked" means that a chain could not be read, so the answer is unknown.',
    ),
  report: z
    .strictObject({
      now: part,
      before: part.nullable(),
    })
    .describe(
      'The reason: the tree of the gate’s conditions, as of now. before is the same tree at the past block that the gate requires, or null.',
    ),
})

const publication = z
  .strictObject({
    state: z
      .enum(['published', 'pending'])
      .describe('"pending": Shopify does not have this version yet. Palisade keeps trying.'),
    reason: z.string().nullable().describe('Why the last attempt failed; null if none has.'),
  })
  .describe('Whether Shopify has the gate as it is here.')
const gateNumber = z.int().positive().describe('The number of the gate in the shop. It never changes.')

export const GateAnswer = z
  .strictObject({
    number: gateNumber,
    form: GateFormBody.describe('The gate, as the form, files of gates and requests have it.'),
    standing: z
      .enum(['active', 'paused', 'scheduled', 'ended'])
      .describe('What the state and the schedule make of the gate now.'),
    publication,
    etag: z.string().describe('The ETag of this version, for If-Match. It differs after each change.'),
    timeZone: z.string().describe('The time zone of the schedule.'),
    currency: z.string().describe('The currency of the discount.'),
  })
  .meta({ title: 'Gate' })

export const GatePageAnswer = z.strictObject({
  gates: z.array(GateAnswer).describe('The gates of this page, newest first.'),
  unreadable: z
    .array(z.strictObject({ number: gateNumber, name: z.string().describe('The name of the gate.') }))
    .describe('Gates of this page that another version of Palisade saved. They open for nobody.'),
  next: z.string().nullable().describe('The value of after for the next page; null on the last one.'),
})

export const DeletedGateAnswer = z.strictObject({
  number: gateNumber,
  isDeleted: z.literal(true).describe('The gate opens for nobody anymore.'),
  publication,
})

export const TokenAnswer = z.strictObject({
  accessToken: z.string().describe('A JWT that is valid for twelve hours.'),
  tokenType: z.literal('Bearer').describe('How to send the token.'),
  expiresIn: z.int().describe('How many seconds the token is valid.'),
  user: User.describe('The user of the token.'),
  access_token: z.string().describe('The same as accessToken, in OAuth’s spelling.'),
  token_type: z.literal('Bearer').describe('The same as tokenType, in OAuth’s spelling.'),
  expires_in: z.int().describe('The same as expiresIn, in OAuth’s spelling.'),
  scope: z.string().describe('The granted scopes.'),
  id_token: z.string().optional().describe('A JWT about the wallet. Present if the scope contains "openid".'),
})

export const UserInfoAnswer = z.strictObject({
  sub,
  name: displayAddress,
  preferred_username: displayAddress,
  email,
  email_verified: z.literal(false).describe('Always false, because the address cannot receive mail.'),
  chain,
  walletAddress,
  displayAddress,
  tokenBalances,
})

export const RevokeAnswer = z.strictObject({})

export const DiscoveryAnswer = z.looseObject({
  issuer: z.url().describe('The base URL of this API.'),
  authorization_endpoint: z.url().describe('The page where people sign in.'),
  token_endpoint: z.url().describe('The endpoint that exchanges a code for tokens.'),
  userinfo_endpoint: z.url().describe('The endpoint that says who signed in.'),
  revocation_endpoint: z.url().describe('The endpoint that revokes a token.'),
  jwks_uri: z.url().describe('The URL of the keys that sign tokens.'),
  scopes_supported: z.array(z.string()).describe('The supported scopes.'),
  response_types_supported: z.array(z.string()).describe('Only "code".'),
  subject_types_supported: z.array(z.string()).describe('Only "public": every client sees the same sub.'),
  id_token_signing_alg_values_supported: z.array(z.string()).describe('Only "ES256".'),
})

const publicKey = z.strictObject({
  kty: z.literal('EC').describe('The key type: elliptic curve.'),
  crv: z.literal('P-256').describe('The curve.'),
  x: z.string().describe('The x coordinate of the point, in base64url.'),
  y: z.string().describe('The y coordinate of the point, in base64url.'),
  kid: z.string().describe('The key id. The header of each token names it.'),
  alg: z.literal('ES256').describe('The signature algorithm.'),
  use: z.literal('sig').describe('The use of the key: signatures.'),
})

export const JwksAnswer = z.strictObject({
  keys: z
    .array(publicKey)
    .describe('The keys that sign now, and older keys whose tokens may still be valid.'),
})

export const ReceiptKeysAnswer = z.strictObject({
  keys: z
    .array(
      publicKey.extend({
        exp: z
          .int()
          .optional()
          .describe('Unix seconds. A receipt that claims to be younger is none of this key.'),
      }),
    )
    .describe('Every key that has signed receipts or may sign them, newest first.'),
})

export const ReceiptsAnswer = z.strictObject({
  receipts: z
    .array(
      z.strictObject({
        gate: gateNumber,
        revision: z.int().positive().describe('The revision of the gate that opened.'),
        receipt: z.string().describe('The receipt, a compact JWS.'),
        condition: z
          .record(z.string(), z.unknown())
          .describe('What that revision asked for. The receipt names the SHA-256 of its sorted JSON.'),
        issuedAt: z.int().describe('When the receipt was signed, in unix seconds.'),
      }),
    )
    .describe('One for each gate that the order used, by gate.'),
})

export const TokenUsesAnswer = z.strictObject({
  gate: z
    .strictObject({
      number: gateNumber,
      name: z.string().describe('What shoppers read.'),
      open: z.boolean().describe('Whether it opens for anybody now: it runs, and has a place left.'),
    })
    .describe('The gate.'),
  limit: z.int().positive().describe('How many orders may use one token.'),
  tokens: z
    .array(
      z.strictObject({
        chain: z.string().describe('The chain of the token, a slug.'),
        contract: z.string().nullable().describe('The contract of the token; null on Solana.'),
        tokenId: z.string().describe('The id of the token, or its mint on Solana.'),
        used: z.int().describe('Uses that orders have taken.'),
        reserved: z.int().describe('Uses that carts hold now.'),
        free: z.int().describe('Uses that are left.'),
      }),
    )
    .describe('The tokens that the id may mean, one for each contract of the gate.'),
})

export const ErrorAnswer = z.strictObject({
  msg: z.string().describe('What went wrong and what to do next. You can show this text to people.'),
  code: z.string().optional().describe('Picket’s code for this error, if Picket had one.'),
  error: z
    .string()
    .regex(/^ERR_[A-Z0-9_]+$/)
    .describe('The error code, for programs. Codes never change.'),
  needed: z.string().optional().describe('Only with ERR_REQUIREMENT_UNMET: the required balance.'),
  found: z
    .array(
      z.strictObject({
        kind: z.string().describe('The requirement field that named the token.'),
        id: z.string().describe('The id that the field named.'),
        found: z.string().nullable().describe('The balance. Null if the access token has not proven it.'),
      }),
    )
    .optional()
    .describe('Only with ERR_REQUIREMENT_UNMET: what the wallet holds of each required token.'),
  fields: z
    .record(z.string(), z.string())
    .optional()
    .describe('Only with ERR_GATE_INVALID: what is wrong, by the path of the field in the form.'),
  error_description: z
    .string()
    .optional()
    .describe('Only at the OAuth endpoints: the same message, in the characters that OAuth allows.'),
})
