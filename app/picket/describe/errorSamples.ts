import { createError } from '../../core/errors/base.ts'
import type { ErrorCode } from '../../core/errors/codes.ts'
import { statusOf } from '../../statusOf.ts'
import { answerPicketError } from '../answerPicketError.ts'
import { answerOauthError } from '../oauth/answerOauthError.ts'
import { samples } from './samples.ts'
import type { Endpoint } from './types.ts'

/** For each code: when the API answers it, its message, and its hint. */
const sentences: { readonly [code in ErrorCode]?: readonly [when: string, sentence: string, hint: string] } =
  {
    ERR_BODY_INVALID: [
      'A field is missing or wrong, or the body is not JSON.',
      'Invalid request body: "walletAddress" is missing.',
      'Send a JSON object with the fields of this endpoint.',
    ],
    ERR_BODY_TOO_LARGE: [
      'The body has more than 64 KiB, or than 512 KiB where it may name wallets.',
      'The request body has more than 65536 bytes.',
      'Send a smaller body.',
    ],
    ERR_ADDRESS_INVALID: [
      'The wallet or contract is not an address of that chain.',
      'This is not an EVM address.',
      'Send 0x followed by 40 hexadecimal digits.',
    ],
    ERR_CHAIN_UNKNOWN: [
      'This server does not know the chain.',
      'This server does not know this chain.',
      'Use one of: ethereum, solana, polygon, optimism, arbitrum, avalanche, base, bnb.',
    ],
    ERR_CHAIN_UNSUPPORTED: [
      'The server knows the chain but has no endpoint to read it.',
      'Avalanche doesn’t support token gating here.',
      'Ask for tokens on another chain.',
    ],
    ERR_CONTRACT_UNSUPPORTED: [
      'There is no token contract at that address.',
      `There are not any ERC20, ERC721, ERC1155 tokens at this address on Ethereum.`,
      'Check the address and the chain.',
    ],
    ERR_REQUIREMENT_INVALID: [
      'The requirement does not fit that chain or contract.',
      'tokenIds works only with ERC1155 contracts, and 0x8617E340B3D01FA5F11F306F4090FD50E238070D is not one.',
      'Remove tokenIds.',
    ],
    ERR_NONCE_UNKNOWN: [
      'The nonce was used before, is older than two minutes, or was never issued.',
      'This login was used before or is older than two minutes.',
      'Sign in again.',
    ],
    ERR_LOGIN_MISMATCH: [
      'The signed text names the wrong site, chain or time.',
      'The signed message names a site that is not one of the project’s domains.',
      'Sign in again on one of the project’s domains, on a device whose clock is right.',
    ],
    ERR_SIGNATURE_INVALID: [
      'The signature does not match the wallet and the text.',
      'The signature does not match this wallet and the message of this login.',
      'Sign in again.',
    ],
    ERR_WALLET_FACTORY: [
      'The contract wallet is not on its chain, and the signature names a factory that this server does not allow.',
      'This wallet is not on the chain yet, and this server does not know the contract that would put it there.',
      'Use another wallet, or make a transaction with this one first.',
    ],
    ERR_TOKEN_INVALID: [
      'The access token has expired, was revoked, belongs to another project, or was not issued by this server.',
      'This access token has expired.',
      'Sign in again.',
    ],
    ERR_NOT_FOUND: [
      'The API does not offer that chain.',
      'This API does not offer this chain.',
      'GET /chains lists the chains that it offers.',
    ],
    ERR_GATE_NOT_FOUND: [
      'The project’s shop has no gate with that number, or the project has no shop.',
      'This project’s shop has no such gate.',
      'The gate’s page in the app shows its number.',
    ],
    ERR_REQUEST_SIGNATURE: [
      'The request is not what its key has signed.',
      'The signature does not match this request and its key.',
      'Sign the request’s exact text with the visit’s key.',
    ],
    ERR_REQUEST_TIME: [
      'The request was signed more than a minute ago, or ahead. `now` in the answer is the server’s time.',
      'The time of this request is not the time of this server.',
      'Sign the request again, with the time in this answer.',
    ],
    ERR_SESSION_UNKNOWN: [
      'The session has ended, or nobody has it.',
      'This visit has ended.',
      'Connect the wallet again.',
    ],
    ERR_KEYS_CHANGING: [
      'No key of the shop signs: its keys are being replaced, or the server’s clock is wrong.',
      'No key of this shop signs at the moment.',
      'Try again in a minute.',
    ],
    ERR_SHOP_CHANGED: [
      'The shop or a gate was changed several times during the request.',
      'This shop was changed during the request.',
      'Try again.',
    ],
    ERR_GATE_INVALID: [
      'Fields of the form are wrong. fields says what is wrong with each.',
      'Some fields of the gate are invalid.',
      'Correct the fields and send the gate again.',
    ],
    ERR_SHOPIFY_REQUEST: [
      'Shopify did not say whether the shop has the products, so nothing was saved. Try again.',
      'The gate was not saved, because Palisade could not look up its products. The request to Shopify failed.',
      'Try again in a moment.',
    ],
    ERR_LIST_NOT_FOUND: [
      'A list that the gate names was deleted at the same moment.',
      'This list does not exist in this shop.',
      'Choose another list.',
    ],
    ERR_GATES_NOT_ALLOWED: [
      'The merchant has not allowed this project to do so, or it has no shop.',
      'This project’s secret keys may not manage gates.',
      'In the app, open Developers and this project, then turn on “Let secret keys manage gates”.',
    ],
    ERR_RECEIVER_URL: [
      'The address is no https address of the public internet.',
      'The address does not begin with https://.',
      'Enter an address that begins with https://, e.g. https://example.com/webhooks.',
    ],
    ERR_RECEIVER_NOT_FOUND: [
      'The project’s shop has no webhook with that id.',
      'This project’s shop has no such webhook.',
      'GET /webhooks lists the webhooks of the shop.',
    ],
    ERR_RECEIVER_STALE: [
      'The webhook is off, or it is Shopify Flow, which has no address and no secret.',
      'This webhook is off.',
      'Switch it on first.',
    ],
    ERR_RECEIVER_WALLETS: [
      'The change would send wallets to an address that staff did not choose for them.',
      'Only staff may send messages with wallets to an address, in the app.',
      'Send "hasWallets": false, or let staff change the webhook under Settings.',
    ],
    ERR_RECEIVERS_FULL: [
      'The shop has ten webhooks.',
      'This shop has 10 webhooks already.',
      'Delete one that you no longer need.',
    ],
    ERR_QUERY_INVALID: [
      'A parameter of the address is wrong, repeated or unknown.',
      'The query of this address cannot be read.',
      'It may have "limit", 1 to 100, and "after", the "next" of the page before.',
    ],
    ERR_IDEMPOTENCY_KEY: [
      'The header Idempotency-Key is missing or malformed.',
      'A request that creates something needs the header Idempotency-Key.',
      'Send a new UUID with each new request, and the same one when you repeat a request.',
    ],
    ERR_IDEMPOTENCY_BODY: [
      'The key was used with another body within the last day.',
      'This Idempotency-Key belongs to a request with another body.',
      'Send a new key with each new gate, and the same key only to repeat a request.',
    ],
    ERR_IDEMPOTENCY_BUSY: [
      'The first request with this key has not been answered yet.',
      'A request with this Idempotency-Key is still being answered.',
      'Send the same request again in a moment.',
    ],
    ERR_IF_MATCH_NEEDED: [
      'The header If-Match is missing, cannot be read, or accepts any version.',
      'A request that changes a gate needs the header If-Match with its ETag.',
      'Read the gate first, and send the ETag of that answer, with its quotes.',
    ],
    ERR_IF_MATCH_STALE: [
      'The gate was changed after the version that If-Match names. Nothing was changed.',
      'This gate was changed after you read it.',
      'Read the gate again, make your change in it, and send it with the new ETag.',
    ],
    ERR_GATE_STALE: [
      'Others keep changing the gate at the same moment. Nothing was changed.',
      'This gate was changed by someone else in the meantime.',
      'Send the request again.',
    ],
    ERR_KEY_MISSING: [
      'The request has no key.',
      'This endpoint needs a project key.',
      'Send it as the user name of HTTP Basic authentication.',
    ],
    ERR_KEY_UNKNOWN: [
      'The key does not exist, or it has ended.',
      'This is an invalid project key.',
      'Copy the whole key from the Developers page.',
    ],
    ERR_KEY_FORBIDDEN: [
      'The endpoint needs the secret key, and the request has the publishable key.',
      'This endpoint needs the secret key of the project.',
      'Call it from your server, never from a web page.',
    ],
    ERR_SITE_FORBIDDEN: [
      'The request comes from a page on a domain that the project does not list.',
      'This is an invalid project key for this site: the site is not among the allowed domains of the project.',
      'Add its domain, with its port if it has one, on the Developers page.',
    ],
    ERR_REQUIREMENT_UNMET: [
      'The wallet does not hold enough.',
      'This wallet does not hold the necessary tokens: it holds 0, and at least 1 is needed.',
      'Use another wallet, or come back with the tokens.',
    ],
    ERR_WALLET_NOT_ALLOWED: [
      'The requirement is a list of wallets, and this wallet is not on it.',
      'This wallet is not one of the allowed wallet addresses.',
      'Use a wallet that is on the list.',
    ],
    ERR_CHAIN_READ: [
      'The chain did not answer, so the result is unknown. Try again.',
      'The chain "ethereum" could not be read.',
      'Try again in a moment.',
    ],
    ERR_TOKEN_NOT_HELD: [
      'The visit’s wallets hold no such token now, or the visit has no open use of the gate. List the tokens again.',
      'That token does not open this gate now.',
      'Ask for the tokens again, and choose one of them.',
    ],
    ERR_TOKEN_USED: [
      'An order or another cart has the token’s last use. The visit keeps the token that it had.',
      'That token has no use left, or another cart has it.',
      'Choose another token.',
    ],
    ERR_TOKEN_READ: [
      'The token’s contract gave no usable answer, so the result is unknown. Try again.',
      'The contract could not be read on Ethereum.',
      'Try again in a moment.',
    ],
    ERR_NFT_LISTING: [
      'No endpoint of Solana lists a wallet’s NFTs of Metaplex Core, so the result is unknown.',
      'The collection could not be read on Solana, because no endpoint lists NFTs of Metaplex Core.',
      'The operator of this server sets a DAS endpoint.',
    ],
    ERR_RATE_LIMITED: [
      'There were too many requests. Retry-After says how many seconds to wait.',
      'Too many requests arrived at once.',
      'Wait 20 seconds and try again.',
    ],
    ERR_SERVER_BUSY: [
      'The server answers as many requests as its operator allows. Retry-After says how many seconds to wait: each caller is told another time.',
      'Very many people ask this server right now.',
      'Wait 12 seconds and try again.',
    ],
    ERR_METHOD: [
      'The endpoint does not support the method.',
      'This endpoint accepts only POST requests.',
      'Send a POST request.',
    ],
    ERR_DATABASE_AWAY: [
      'The database does not answer, or its disk is full. Nothing was changed. Retry-After says how many seconds to wait.',
      'The database of this server is not responding.',
      'Try again in a few seconds.',
    ],
    ERR_CLOCK_WRONG: [
      'The clock of the server is wrong, so it signs no access token and accepts none. Its operator finds it in the log.',
      'The clock of this server is wrong.',
      'Try again in a few minutes.',
    ],
    ERR_INTERNAL: [
      'The server failed. The message names an error id, which its operator finds in the log.',
      'Something went wrong on this server. Try again.',
      'If it happens again, report the error id 3f2504e0-4f89-41d3-9a0c-0305e82c3301.',
    ],
    ERR_OAUTH_REQUEST: [
      'A parameter is missing, repeated or wrong.',
      'code_challenge_method must be S256.',
      'Send an S256 challenge with code_challenge_method=S256.',
    ],
    ERR_OAUTH_CLIENT: [
      'The client is unknown, or its secret is wrong.',
      'The request has no client credentials.',
      'Send the publishable key as client id, and the secret key, if the client has one, as client secret.',
    ],
    ERR_OAUTH_GRANT: [
      'The code was used before, is older than sixty seconds, or belongs to another client, redirect URI or verifier.',
      'This code is unknown, or older than a minute.',
      'Start the login again.',
    ],
    ERR_OAUTH_GRANT_TYPE: [
      'The grant type is not authorization_code.',
      'This grant_type is not supported.',
      'Redirect the browser to oauth2/authorize, then exchange the code with grant_type=authorization_code.',
    ],
    ERR_OAUTH_RESPONSE_TYPE: [
      'The response type is not "code".',
      'This server supports only the response type "code".',
      'Send response_type=code.',
    ],
    ERR_REDIRECT_URI: [
      'The redirect URI is not exactly one of the project’s redirect URIs. The browser is not redirected.',
      'This redirect_uri is not one of the project’s redirect URIs.',
      'Add it on the Developers page exactly as you send it, including a final slash.',
    ],
  }

const unmet = {
  needed: '1',
  found: [{ kind: 'contractAddress', id: samples.contractAddress, found: '0' }],
}

const invalid = { fields: { 'root.of.0.contract': 'not-a-token', products: 'subject-missing' } } as const

export type ErrorSample = {
  readonly code: ErrorCode
  readonly status: number
  /** When it is answered, in words. */
  readonly when: string
  /** A sample answer of the API. */
  readonly answer: Readonly<Record<string, unknown>>
}

export type ErrorSamples = ReadonlyMap<ErrorCode, ErrorSample>

/**
 * Describe when an endpoint answers each of its codes, with a sample. The samples come from the endpoint's own error
 * mapping.
 */
export async function describeErrors({
  group,
  errors,
}: Pick<Endpoint, 'group' | 'errors'>): Promise<ErrorSamples> {
  const isOauth = group === 'OAuth and OpenID Connect'
  const answer = isOauth ? answerOauthError : answerPicketError
  const described = errors.map(async (code): Promise<[ErrorCode, ErrorSample]> => {
    const known = sentences[code]
    if (!known) throw new Error(`errorSamples.ts does not describe ${code}. Add it to the table.`)
    const [when, sentence, hint] = known
    // The mapping logs a fault under a new id.
    if (code === 'ERR_INTERNAL')
      return [code, { code, status: statusOf(code), when, answer: composeFault({ sentence, hint, isOauth }) }]
    const error = composeSampleError({ code, sentence, hint })
    const body: unknown = await answer(error).json()
    return [code, { code, status: statusOf(code), when, answer: body as ErrorSample['answer'] }]
  })
  return new Map(await Promise.all(described))
}

function composeSampleError({ code, ...said }: { code: ErrorCode; sentence: string; hint: string }) {
  const { sentence, hint } = said
  if (code === 'ERR_REQUIREMENT_UNMET') return createError(code, sentence, { hint, details: unmet })
  if (code === 'ERR_GATE_INVALID') return createError(code, sentence, { hint, details: invalid })
  return createError(code, sentence, { hint })
}

function composeFault(parameters: { sentence: string; hint: string; isOauth: boolean }) {
  const { sentence, hint, isOauth } = parameters
  const body = { msg: `${sentence} ${hint}`, error: 'ERR_INTERNAL' }
  return isOauth ? { ...body, code: 'server_error', error_description: sentence } : body
}
