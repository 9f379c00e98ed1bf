import { InputError } from '../errors/base.ts'
import { findMeantField, requirementFields } from '../flatRequirement/findMeantField.ts'
import { parseFlatRequirement } from '../flatRequirement/parseFlatRequirement.ts'
import type { FlatRequirement } from '../flatRequirement/types.ts'
import type { LoginContext } from '../login/composePicketMessage.ts'
import { invalidRequest, type OauthParameters, readMany, readOne } from './parameters.ts'
import { MAX_STATE } from './parseAuthorizeTarget.ts'
import { parseScope } from './scopes.ts'

/** An authorization request, without its client and redirect URI (see `AuthorizeTarget`). */
export type AuthorizeQuery = {
  /** Known scopes, space-separated. */
  readonly scope: string
  readonly nonce: string | null
  /** S256; null if the client will authenticate with its secret key. */
  readonly codeChallenge: string | null
  /** As sent; null if absent. */
  readonly chain: string | null
  readonly requirement: FlatRequirement | null
  /** Whether `prompt` has `none`: the page must not ask the user anything. */
  readonly isSilent: boolean
  /** Wallet and signature that came with the request. Null if one is missing: the page then asks a wallet to sign. */
  readonly login: {
    readonly walletAddress: string
    readonly signature: string
    readonly context: LoginContext | null
  } | null
}

const CHALLENGE = /^[A-Za-z0-9\-_]{43,128}$/
const LIST = { most: 50, max: 200 }
const MOST_NAMES = 100

/**
 * Read an authorization request: OAuth 2.0, OpenID Connect, and what Picket's clients add.
 *
 * @throws {InputError} ERR_OAUTH_REQUEST, ERR_OAUTH_RESPONSE_TYPE, ERR_REQUIREMENT_INVALID
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
 */
export function parseAuthorizeQuery(parameters: OauthParameters): AuthorizeQuery {
  const one = (name: string, max: number) => readOne(parameters, name, max)
  one('state', MAX_STATE)
  checkResponse({ type: one('response_type', 100), mode: one('response_mode', 100) })
  checkRequestObjects(parameters)
  const walletAddress = one('walletAddress', 100)
  // A contract wallet's signature is at most 4 KiB of bytes.
  const signature = one('signature', 2 + 2 * 4096)
  const context = readContext(parameters)
  one('locale', 40)
  one('ui_locales', 500)
  return {
    scope: parseScope(one('scope', 1000) ?? ''),
    nonce: one('nonce', 1000),
    codeChallenge: readChallenge(parameters),
    chain: one('chain', 40),
    requirement: readRequirement(parameters),
    isSilent: (one('prompt', 100) ?? '').split(' ').includes('none'),
    login: walletAddress !== null && signature !== null ? { walletAddress, signature, context } : null,
  }
}

function checkResponse({ type, mode }: { type: string | null; mode: string | null }): void {
  if (type !== null && type !== 'code') {
    throw new InputError('ERR_OAUTH_RESPONSE_TYPE', 'This server supports only the response type "code".', {
      hint: 'Send response_type=code.',
    })
  }
  if (mode !== null && !['code', 'query', 'web_message'].includes(mode)) {
    throw invalidRequest(
      'This server does not support this response_mode.',
      'Use query, code or web_message.',
    )
  }
}

/** @see https://openid.net/specs/openid-connect-core-1_0.html#JWTRequests */
function checkRequestObjects(parameters: OauthParameters): void {
  const hint = 'Send plain parameters instead of a request object.'
  for (const name of ['request', 'request_uri'] as const) {
    if (readOne(parameters, name, 16_384) === null) continue
    throw invalidRequest(`This server does not support the parameter ${name}.`, hint, `${name}_not_supported`)
  }
}

function readChallenge(parameters: OauthParameters): string | null {
  const challenge = readOne(parameters, 'code_challenge', 200)
  const method = readOne(parameters, 'code_challenge_method', 100)
  if (challenge === null && method === null) return null
  if (method !== 'S256') {
    throw invalidRequest(
      'code_challenge_method must be S256.',
      'Send an S256 challenge with code_challenge_method=S256.',
    )
  }
  if (challenge === null || !CHALLENGE.test(challenge)) {
    throw invalidRequest(
      'code_challenge must be 43 to 128 characters of base64url.',
      'Send the base64url of the verifier’s SHA-256, without padding.',
    )
  }
  return challenge
}

/** Read the parts of the signed message that only the client knows. It sends all three or none (null). */
function readContext(parameters: OauthParameters): LoginContext | null {
  const domain = readOne(parameters, 'domain', 300)
  const uri = readOne(parameters, 'uri', 500)
  const issuedAt = readOne(parameters, 'issuedAt', 40)
  if (domain === null && uri === null && issuedAt === null) return null
  if (domain === null || uri === null || issuedAt === null) {
    throw invalidRequest(
      'domain, uri and issuedAt must be sent together.',
      'Send all three of them, or none.',
    )
  }
  return { domain, uri, issuedAt, chainId: null }
}

function readRequirement(parameters: OauthParameters): FlatRequirement | null {
  checkNearNames(parameters)
  const spelled = parameters.map(([name, value]) => [CAMEL.get(name) ?? name, value] as const)
  const allowedWallets = readMany(spelled, 'allowedWallets', { most: 200, max: 200 })
  return parseFlatRequirement({
    contractAddress: readOne(spelled, 'contractAddress', 200) ?? undefined,
    minTokenBalance: readOne(spelled, 'minTokenBalance', 120) ?? undefined,
    creatorAddress: readOne(spelled, 'creatorAddress', 200) ?? undefined,
    collection: readMany(spelled, 'collection', LIST),
    tokenIds: readMany(spelled, 'tokenIds', LIST),
    // An empty list admits nobody; an absent one restricts nothing.
    allowedWallets: spelled.some(([name]) => name === 'allowedWallets') ? allowedWallets : undefined,
  })
}

/** Snake case → camel case. */
const CAMEL: ReadonlyMap<string, string> = new Map(
  Object.entries(requirementFields).flatMap(([name, snake]) => (snake ? [[snake, name]] : [])),
)

/**
 * Refuse a parameter whose name is close to a requirement's field. OAuth ignores unknown parameters, but an ignored
 * requirement would require nothing.
 */
function checkNearNames(parameters: OauthParameters): void {
  const isKnown = (name: string) => Object.hasOwn(requirementFields, name) || CAMEL.has(name)
  const unknown = [...new Set(parameters.map(([name]) => name))].filter((name) => !isKnown(name))
  if (unknown.length > MOST_NAMES) throw invalidRequest('The request has too many parameters.', 'Send fewer.')
  for (const name of unknown) {
    const meant = findMeantField(name, ['requirements'])
    if (!meant) continue
    const hint =
      meant === 'requirements' ? 'Send its fields as separate parameters.' : `Did you mean ${meant}?`
    throw invalidRequest(`Unknown parameter ${JSON.stringify(name.slice(0, 60))}.`, hint)
  }
}
