import { ConflictError, PalisadeError, UpstreamError } from '../core/errors/base.ts'
import { type ApiAnswer, type Fault, listErrors, readFault } from './readFault.ts'
import { findRefusal, type UserError } from './refusals.ts'

/** What the library gives as `admin.graphql`, and as `storefront.graphql`. */
export type AdminGraphql = (
  document: string,
  options?: { variables?: Record<string, unknown> },
) => Promise<{ json: () => Promise<unknown> }>

export type RunOperationParameters = {
  readonly graphql: AdminGraphql
  readonly document: string
  readonly variables?: Record<string, unknown>
}

const RETRY = 'Nothing is lost. Try again in a moment.'
const MOST_TRIES = 4
/** A merchant waits for the answer; jobs come back by themselves. */
const MOST_WAIT_SECONDS = 10

/**
 * Ask Shopify's API; a throttled operation is asked again once the shop's points suffice, for at most ten seconds.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST when Shopify refuses, is down or answers with errors; ERR_SCOPE_MISSING
 *   when the shop has not granted what it takes.
 * @throws {Response} what the library throws to send the merchant through a login again.
 */
export async function runQuery<T>(parameters: RunOperationParameters): Promise<T> {
  let waited = 0
  for (let tries = 1; ; tries++) {
    const outcome = await ask<T>(parameters)
    if ('data' in outcome) return outcome.data
    const { fault, cause } = outcome
    // A throttled operation was not run at all, so asking again cannot do it twice.
    const wait = fault.waitSeconds
    if (wait === null || tries === MOST_TRIES || waited + wait > MOST_WAIT_SECONDS)
      throw toError(fault, cause)
    waited += wait
    await new Promise((resolve) => setTimeout(resolve, wait * 1000))
  }
}

type Outcome<T> = { readonly data: T } | { readonly fault: Fault; readonly cause?: unknown }

async function ask<T>({ graphql, document, variables }: RunOperationParameters): Promise<Outcome<T>> {
  let answer: (ApiAnswer & { data?: T | null }) | null
  try {
    answer = (await (await graphql(document, variables ? { variables } : undefined)).json()) as typeof answer
  } catch (error) {
    // Not Shopify's: it was never asked.
    if (error instanceof PalisadeError) throw error
    if (error instanceof Response && error.status < 500 && error.status !== 429) throw error
    return { fault: readFault(error), cause: error }
  }
  if (!answer?.data || listErrors(answer).length > 0) return { fault: readFault(answer) }
  return { data: answer.data }
}

function toError({ message, isDenied }: Fault, cause: unknown): UpstreamError {
  if (isDenied) {
    // Shopify's own sentence names scopes and fields: nothing for a merchant. The self-test says what is missing.
    return new UpstreamError('ERR_SCOPE_MISSING', 'Shopify does not let this app do that in this shop.', {
      hint: 'Open the app in Shopify and grant what it asks for, then try again.',
      cause,
    })
  }
  return new UpstreamError('ERR_SHOPIFY_REQUEST', `Shopify did not do what was asked: ${message}.`, {
    hint: RETRY,
    cause,
  })
}

type PayloadParameters = {
  /** The payload's field of refusals, where it is another. */
  readonly errorsIn?: string
  /** Codes that say it is done already. */
  readonly ignore?: readonly string[]
}

/**
 * Run a mutation whose payload is `root`, and raise its user errors.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER with Shopify's own sentences, ERR_SHOPIFY_REQUEST
 * @throws {ConflictError} ERR_SHOPIFY_STALE when a compare digest no longer holds; ERR_FUNCTIONS_REFUSED,
 *   ERR_DISCOUNTS_FULL, ERR_VALIDATIONS_FULL.
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

/** Raise the user errors of a mutation's payload, or answer it. @throws as runMutation */
export function readPayload<Payload>({
  payload,
  errorsIn = 'userErrors',
  ignore = [],
}: PayloadParameters & { readonly payload: Payload | null | undefined }): Payload {
  if (!payload) {
    throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify gave an empty answer.', { hint: RETRY })
  }
  const errors = ((Reflect.get(payload, errorsIn) ?? []) as readonly UserError[]).filter(
    ({ code }) => !code || !ignore.includes(code),
  )
  if (errors.length === 0) return payload
  const refusal = findRefusal(errors)
  if (refusal) {
    const { code, message, hint } = refusal
    throw new ConflictError(code, message, { hint, details: { userErrors: errors } })
  }
  throw new UpstreamError(
    'ERR_SHOPIFY_USER',
    `Shopify refused: ${errors.map((error) => error.message).join(' ')}`,
    {
      hint: 'Fix what Shopify names, then try again.',
      details: { userErrors: errors },
    },
  )
}
