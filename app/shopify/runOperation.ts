import { ConflictError, PalisadeError, UpstreamError } from '../core/errors/base.ts'
import { describeFailure, formatUserError } from './describeFailure.ts'
import { type ApiAnswer, type Fault, isDenied, isUnapproved, listErrors, readFault } from './readFault.ts'
import { findRefusal, type UserError } from './refusals.ts'

/** Type of `admin.graphql` and `storefront.graphql` of Shopify's library. */
export type AdminGraphql = (
  document: string,
  options?: { variables?: Record<string, unknown> },
) => Promise<{ json: () => Promise<unknown> }>

export type RunOperationParameters = {
  readonly graphql: AdminGraphql
  readonly document: string
  readonly variables?: Record<string, unknown>
}

const RETRY = 'Try again in a moment.'
const MOST_TRIES = 4
/** Limit of all waits, because a merchant waits for the answer. Jobs retry on their own. */
const MOST_WAIT_SECONDS = 10

/**
 * Call Shopify's API. A throttled operation is repeated once the shop has enough points: at most four tries and ten
 * seconds of waiting.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST if Shopify refuses, is down or answers with errors; ERR_SCOPE_MISSING if
 * the shop has not granted a needed scope; ERR_CUSTOMER_DATA_NOT_APPROVED if Shopify withholds customer data.
 * @throws {Response} from Shopify's library, to send the merchant through a login again.
 */
export async function runQuery<T>(parameters: RunOperationParameters): Promise<T> {
  let waited = 0
  for (let tries = 1; ; tries++) {
    const outcome = await sendOperation<T>(parameters)
    if ('data' in outcome) return outcome.data
    const { fault, cause } = outcome
    // Shopify did not run a throttled operation at all, so a retry cannot run it twice.
    const wait = fault.waitSeconds
    if (wait === null || tries === MOST_TRIES || waited + wait > MOST_WAIT_SECONDS)
      throw toError(fault, cause)
    waited += wait
    await new Promise((resolve) => setTimeout(resolve, wait * 1000))
  }
}

type Outcome<T> = { readonly data: T } | { readonly fault: Fault; readonly cause?: unknown }

async function sendOperation<T>({
  graphql,
  document,
  variables,
}: RunOperationParameters): Promise<Outcome<T>> {
  let answer: (ApiAnswer & { data?: T | null }) | null
  try {
    answer = (await (await graphql(document, variables ? { variables } : undefined)).json()) as typeof answer
  } catch (error) {
    // This app threw the error before it called Shopify.
    if (error instanceof PalisadeError) throw error
    if (error instanceof Response && isLogin(error)) throw error
    return { fault: readFault(error), cause: error }
  }
  if (!answer?.data || listErrors(answer).length > 0) return { fault: readFault(answer) }
  return { data: answer.data }
}

/** Whether a response of the library sends the merchant through a login. Others say with which status Shopify failed. */
function isLogin({ status }: Response): boolean {
  return status === 401 || (status >= 300 && status < 400)
}

function toError(fault: Fault, cause: unknown): UpstreamError {
  if (fault.isUnapproved) return unapproved(cause)
  if (fault.isDenied) return missingScope(cause)
  const { message, hint } = describeFailure(fault)
  const { isPassing, waitSeconds } = fault
  const details = { isPassing, ...(waitSeconds !== null && { waitSeconds }) }
  return new UpstreamError('ERR_SHOPIFY_REQUEST', message, { hint, cause, details })
}

/** The self-test says which permission is missing, in words: Shopify's message names scopes and fields. */
function missingScope(cause?: unknown): UpstreamError {
  return new UpstreamError('ERR_SCOPE_MISSING', 'Shopify does not let Palisade do this in this shop.', {
    hint: 'Open Palisade in Shopify, grant the permissions that it asks for, then try again.',
    cause,
  })
}

function unapproved(cause?: unknown): UpstreamError {
  return new UpstreamError(
    'ERR_CUSTOMER_DATA_NOT_APPROVED',
    'Shopify does not let Palisade see orders yet.',
    {
      hint: 'Ask the person who runs this server to request access to protected customer data for the app at Shopify.',
      cause,
    },
  )
}

type PayloadParameters = {
  /** Field of the payload that has the user errors, if it is not `userErrors`. */
  readonly errorsIn?: string
  /** Error codes that mean the change is already done. */
  readonly ignore?: readonly string[]
}

/**
 * Run a mutation whose payload is `root`, and throw its user errors.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER with Shopify's own sentences, ERR_SHOPIFY_REQUEST, ERR_SCOPE_MISSING
 * @throws {ConflictError} ERR_SHOPIFY_STALE if a compare digest no longer matches; ERR_FUNCTIONS_REFUSED,
 * ERR_DISCOUNTS_FULL, ERR_VALIDATIONS_FULL.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/interfaces/DisplayableError
 */
export async function runMutation<Payload>({
  root,
  errorsIn,
  ignore,
  ...parameters
}: RunOperationParameters & PayloadParameters & { readonly root: string }): Promise<Payload> {
  const data = await runQuery<Record<string, Payload | null>>(parameters)
  return readPayload<Payload>({ payload: data[root], errorsIn, ignore })
}

/** Return a mutation's payload, or throw its user errors. @throws as runMutation */
export function readPayload<Payload>({
  payload,
  errorsIn = 'userErrors',
  ignore = [],
}: PayloadParameters & { readonly payload: Payload | null | undefined }): Payload {
  if (!payload) {
    throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify sent an empty answer.', { hint: RETRY })
  }
  const errors = ((Reflect.get(payload, errorsIn) ?? []) as readonly UserError[]).filter(
    ({ code }) => !code || !ignore.includes(code),
  )
  if (errors.length === 0) return payload
  if (errors.some(isUnapproved)) throw unapproved()
  if (errors.some(isDenied)) throw missingScope()
  const refusal = findRefusal(errors)
  if (refusal) {
    const { code, message, hint } = refusal
    throw new ConflictError(code, message, { hint, details: { userErrors: errors } })
  }
  throw new UpstreamError('ERR_SHOPIFY_USER', `Shopify refused: ${errors.map(formatUserError).join(' ')}`, {
    hint: 'Fix the problem that Shopify names, then try again.',
    details: { userErrors: errors },
  })
}
