import { ConflictError, UpstreamError } from '../core/errors/base.ts'

/** What the library gives as `admin.graphql`. */
export type AdminGraphql = (
  document: string,
  options?: { variables?: Record<string, unknown> },
) => Promise<{ json: () => Promise<unknown> }>

export type RunOperationParameters = {
  readonly graphql: AdminGraphql
  readonly document: string
  readonly variables?: Record<string, unknown>
}
type UserError = {
  readonly message: string
  readonly code?: string | null
  readonly field?: readonly string[] | null
}

const RETRY = 'Nothing is lost. Try again in a moment.'

/**
 * Ask Shopify's Admin API.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST when Shopify refuses, is down or answers with errors.
 * @throws {Response} what the library throws to send the merchant through a login again.
 */
export async function runQuery<T>({ graphql, document, variables }: RunOperationParameters): Promise<T> {
  let answer: { data?: T | null; errors?: { message?: string }[] }
  try {
    answer = (await (await graphql(document, variables ? { variables } : undefined)).json()) as typeof answer
  } catch (error) {
    if (error instanceof Response && error.status < 500) throw error
    throw new UpstreamError('ERR_SHOPIFY_REQUEST', `Shopify did not do what was asked: ${describe(error)}.`, {
      hint: RETRY,
      cause: error,
    })
  }
  if (!answer.data || answer.errors?.length) {
    const why = answer.errors?.[0]?.message ?? 'an empty answer'
    throw new UpstreamError('ERR_SHOPIFY_REQUEST', `Shopify did not do what was asked: ${why}.`, {
      hint: RETRY,
    })
  }
  return answer.data
}

/**
 * Run a mutation whose payload is `root`, and raise its `userErrors`.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER with Shopify's own sentences, ERR_SHOPIFY_REQUEST
 * @throws {ConflictError} ERR_SHOPIFY_STALE when a compare digest no longer holds.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/interfaces/DisplayableError
 */
export async function runMutation<Payload>(
  parameters: RunOperationParameters & { readonly root: string },
): Promise<Payload> {
  const data =
    await runQuery<Record<string, (Payload & { userErrors?: readonly UserError[] }) | null>>(parameters)
  const payload = data[parameters.root]
  if (!payload) {
    throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify gave an empty answer.', { hint: RETRY })
  }
  const errors = payload.userErrors ?? []
  if (errors.some((error) => error.code === 'STALE_OBJECT' || error.code === 'INVALID_COMPARE_DIGEST')) {
    throw new ConflictError('ERR_SHOPIFY_STALE', 'Somebody else changed the same thing at Shopify.', {
      hint: RETRY,
    })
  }
  if (errors.length === 0) return payload
  throw new UpstreamError(
    'ERR_SHOPIFY_USER',
    `Shopify refused: ${errors.map((error) => error.message).join(' ')}`,
    {
      hint: 'Mend what Shopify names, then try again.',
      details: { userErrors: errors },
    },
  )
}

function describe(error: unknown): string {
  if (error instanceof Response) return `status ${error.status}`
  const message = error instanceof Error ? error.message : 'no answer'
  return message.slice(0, 300).replace(/[.\s]+$/, '')
}
