import { PalisadeError, type PalisadeErrorCode } from '../server/PalisadeError.ts'
import type { ReadCartOptions } from './readOptions.ts'
import { readRetryAfter } from './readRetryAfter.ts'

export type SendStorefrontParameters = {
  readonly options: ReadCartOptions
  readonly document: string
  readonly variables: object
}
type Fault = { readonly message?: string; readonly extensions?: { readonly code?: string } }

/**
 * Send an operation to the Storefront API.
 * @throws {PalisadeError} `ERR_CLIENT_NETWORK`, `ERR_CLIENT_TIMEOUT`; `ERR_STOREFRONT_TOKEN` for a missing or wrong token
 * or permission; `ERR_STOREFRONT_FIELD` if the version does not have a field; `ERR_CART_FULL` for more than 250
 * attributes; `ERR_STOREFRONT_LIMITED` for too many requests; `ERR_STOREFRONT_ANSWER` for an answer that is none
 */
export async function sendStorefront<Data>(parameters: SendStorefrontParameters): Promise<Data> {
  const { options, document, variables } = parameters
  const { response, text } = await request(options, JSON.stringify({ query: document, variables }))
  const answer = parse(text)
  const { status } = response
  const retryAfterSeconds = readRetryAfter(response)
  if (status === 401 || status === 403) throw wrongToken({ status })
  // 430 is Shopify's own status for what looks like a bot.
  if (status === 429 || status === 430) throw tooMany({ status, retryAfterSeconds })
  if (!response.ok || !answer) {
    throw new PalisadeError({
      code: 'ERR_STOREFRONT_ANSWER',
      message: `${options.url} did not answer as the Storefront API: status ${status}. Check the address, and whether the store asks for a password.`,
      ...{ status, retryAfterSeconds },
    })
  }
  const [fault] = answer.errors ?? []
  if (fault) throw toError(fault, answer.errors ?? [])
  if (answer.data) return answer.data as Data
  throw new PalisadeError({
    code: 'ERR_STOREFRONT_ANSWER',
    message: `${options.url} answered without data. Check that it ends with "/graphql.json".`,
    status,
  })
}

async function request(
  options: ReadCartOptions,
  body: string,
): Promise<{ response: Response; text: string }> {
  const signal = AbortSignal.timeout(options.timeoutMs)
  try {
    const headers = { accept: 'application/json', 'content-type': 'application/json', ...options.headers }
    const response = await options.fetch(options.url, { method: 'POST', headers, body, signal })
    return { response, text: await response.text() }
  } catch (cause) {
    const code = signal.aborted ? 'ERR_CLIENT_TIMEOUT' : 'ERR_CLIENT_NETWORK'
    const message = signal.aborted
      ? 'The Storefront API did not answer in time. Try again.'
      : 'There is no connection to the Storefront API. Try again.'
    throw new PalisadeError({ code, message, cause })
  }
}

function parse(text: string): { readonly data?: unknown; readonly errors?: readonly Fault[] } | null {
  try {
    const answer = JSON.parse(text) as unknown
    return typeof answer === 'object' ? answer : null
  } catch {
    return null
  }
}

function toError(fault: Fault, errors: readonly Fault[]): PalisadeError {
  const code = fault.extensions?.code ?? ''
  const said = fault.message || code
  if (/^(?:UNAUTHORIZED|ACCESS_DENIED)$/.test(code)) return wrongToken({ said, answer: { errors } })
  if (code === 'THROTTLED') return tooMany({ status: 200, retryAfterSeconds: 1 })
  const [kind, next] = CAUSES[code] ?? ['ERR_STOREFRONT_ANSWER', 'Try again.']
  return new PalisadeError({
    code: kind,
    message: `The Storefront API refused the request: ${said}. ${next}`,
    ...{ status: 200, answer: { errors } },
  })
}

const FIELD = [
  'ERR_STOREFRONT_FIELD',
  'Use version 2026-10 of the API, or one that has these fields.',
] as const
const CAUSES: Readonly<Record<string, readonly [PalisadeErrorCode, string]>> = {
  undefinedField: FIELD,
  argumentNotAccepted: FIELD,
  undefinedType: FIELD,
  MAX_INPUT_SIZE_EXCEEDED: [
    'ERR_CART_FULL',
    'A cart has at most 250 attributes, and the proof is one of them: remove one of your own.',
  ],
}

function wrongToken({
  said = 'It names no valid token.',
  ...more
}: {
  said?: string
  status?: number
  answer?: Record<string, unknown>
}): PalisadeError {
  const next =
    'Pass the public token of the Headless channel as "publicAccessToken", or on a server the private one, and allow it to read and modify carts.'
  return new PalisadeError({
    code: 'ERR_STOREFRONT_TOKEN',
    message: `The Storefront API refused the request: ${said} ${next}`,
    ...more,
  })
}

function tooMany(more: { status: number; retryAfterSeconds: number | null }): PalisadeError {
  return new PalisadeError({
    code: 'ERR_STOREFRONT_LIMITED',
    message: 'The Storefront API had too many requests. Wait a moment, then try again.',
    ...more,
  })
}
