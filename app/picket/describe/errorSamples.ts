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
      'Send a JSON object with the fields this address asks for.',
    ],
    ERR_BODY_TOO_LARGE: [
      'The body has more than 64 KiB.',
      'The request body has more than 65536 bytes.',
      'Send a smaller one.',
    ],
    ERR_ADDRESS_INVALID: [
      'A wallet or contract is not an address of that chain.',
      'This is not an EVM address.',
      'It starts with 0x and has 40 hexadecimal digits after it.',
    ],
    ERR_CHAIN_UNKNOWN: [
      'There is no such chain here.',
      'This chain is not known here.',
      'Use one of those that /chains lists.',
    ],
    ERR_CHAIN_UNSUPPORTED: [
      'The chain is known, but this server has no way to read it.',
      'Avalanche doesn’t support token gating here.',
      'Ask for tokens on another chain.',
    ],
    ERR_CONTRACT_UNSUPPORTED: [
      'There is no token contract at that address.',
      `There are not any ERC20, ERC721, ERC1155 tokens at this address on Ethereum.`,
      'Check the address and the chain.',
    ],
    ERR_REQUIREMENT_INVALID: [
      'The requirement cannot be asked of that chain or contract.',
      'Token ids can be asked of ERC1155 contracts only, and the contract is none.',
      'Leave tokenIds out.',
    ],
    ERR_NONCE_UNKNOWN: [
      'The nonce was used before, is older than two minutes, or never was.',
      'This login was used before or is older than two minutes.',
      'Sign in again.',
    ],
    ERR_LOGIN_MISMATCH: [
      'The signed text names another site, chain or time.',
      'The signed message speaks of a site that is not among the project’s domains.',
      'Sign in again from one of the project’s own sites, with the clock set right.',
    ],
    ERR_SIGNATURE_INVALID: [
      'The signature is not by that wallet over that text.',
      'It is not by this wallet over the message of this login.',
      'Sign in again.',
    ],
    ERR_TOKEN_INVALID: [
      'The access token has ended, was revoked, is another project’s, or none of ours.',
      'This access token has ended.',
      'Sign in again.',
    ],
    ERR_NOT_FOUND: [
      'This server offers no such chain.',
      'This chain is not offered here.',
      'GET /chains lists those that are.',
    ],
    ERR_GATE_NOT_FOUND: [
      'The project’s shop has no gate of that number, or the project has no shop.',
      'This project’s shop has no such gate.',
      'The number of a gate stands on its page in the app.',
    ],
    ERR_KEY_MISSING: [
      'The request carries no key.',
      'This address needs a project key.',
      'Send it as the user name of HTTP Basic.',
    ],
    ERR_KEY_UNKNOWN: [
      'The key is none, or was ended.',
      'This is an invalid project key.',
      'Copy it from the Developers page.',
    ],
    ERR_KEY_FORBIDDEN: [
      'A publishable key where the secret one is needed.',
      'This address needs the secret key of the project.',
      'Call it from your server, never from a page.',
    ],
    ERR_SITE_FORBIDDEN: [
      'The page that asks is on a domain the project does not list.',
      'This site is not among the allowed domains of the project.',
      'Add its domain, with its port if it has one, on the Developers page.',
    ],
    ERR_REQUIREMENT_UNMET: [
      'The wallet does not hold enough.',
      'This wallet does not hold the necessary tokens: it holds 0, and at least 1 is needed.',
      'Use another wallet, or come back with the tokens.',
    ],
    ERR_WALLET_NOT_ALLOWED: [
      'Only a list of wallets was asked for, and this one is not on it.',
      'This wallet is not one of the allowed wallet addresses.',
      'Use a wallet that is on the list.',
    ],
    ERR_CHAIN_READ: [
      'The chain did not answer. This is not a no: try again.',
      'Ethereum did not answer.',
      'Try again in a moment.',
    ],
    ERR_TOKEN_READ: [
      'The token’s contract did not answer as it should. This is not a no: try again.',
      'The contract could not be read on Ethereum.',
      'Try again in a moment.',
    ],
    ERR_RATE_LIMITED: [
      'Too many requests. Retry-After says for how many seconds to wait.',
      'Too many requests came at once.',
      'Wait 20 seconds and try again.',
    ],
    ERR_METHOD: [
      'The address takes another method.',
      'This address takes POST requests only.',
      'Send a POST request.',
    ],
    ERR_OAUTH_REQUEST: [
      'A parameter is missing, repeated or wrong.',
      'code_challenge_method must be S256.',
      'Send an S256 challenge and say so.',
    ],
    ERR_OAUTH_CLIENT: [
      'The client is not known, or its secret is wrong.',
      'The client did not say who it is.',
      'Send the publishable key as client id.',
    ],
    ERR_OAUTH_GRANT: [
      'The code was used, is older than sixty seconds, or belongs to another client, redirect URI or verifier.',
      'This code was used before or is older than sixty seconds.',
      'Start the sign-in again.',
    ],
    ERR_OAUTH_GRANT_TYPE: [
      'Any grant but the authorization code, the password grant by name.',
      'Only the grant type "authorization_code" is offered.',
      'Send people to the authorize page.',
    ],
    ERR_OAUTH_RESPONSE_TYPE: [
      'Any response type but "code".',
      'Only the response type "code" is offered.',
      'Send response_type=code.',
    ],
    ERR_REDIRECT_URI: [
      'The redirect URI is not one of the project’s, letter by letter. Nobody is sent anywhere.',
      'This redirect URI is not one of the project’s.',
      'Add it on the Developers page exactly as it is sent.',
    ],
  }

const unmet = {
  needed: '1',
  found: [{ kind: 'contractAddress', id: samples.contractAddress, found: '0' }],
}

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
  const answer = group === 'OAuth and OpenID Connect' ? answerOauthError : answerPicketError
  const described = errors.map(async (code): Promise<[ErrorCode, ErrorSample]> => {
    const known = sentences[code]
    if (!known) throw new Error(`Nobody has said yet when the API answers ${code}.`)
    const [when, sentence, hint] = known
    const error =
      code === 'ERR_REQUIREMENT_UNMET'
        ? createError(code, sentence, { hint, details: unmet })
        : createError(code, sentence, { hint })
    const body: unknown = await answer(error).json()
    return [code, { code, status: statusOf(code), when, answer: body as ErrorSample['answer'] }]
  })
  return new Map(await Promise.all(described))
}
