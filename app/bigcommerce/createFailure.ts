import { UpstreamError } from '../core/errors/base.ts'

const RETRY = 'Try again in a moment.'
const SENTENCES: Readonly<Record<number, { readonly message: string; readonly hint: string }>> = {
  401: {
    message: 'BigCommerce no longer accepts the login of Palisade in this store.',
    hint: 'Open Palisade in the control panel, and accept what it asks for.',
  },
  404: {
    message: 'BigCommerce does not show what must be there.',
    hint: 'It may be deleted, or too new. Palisade asks again later.',
  },
  403: {
    message: 'BigCommerce does not let Palisade do this in this store.',
    hint: 'Add the missing scope to the app in BigCommerce’s developer portal, then open Palisade in the control panel and accept it.',
  },
}

/**
 * Create the error of a request that BigCommerce did not carry out. The codes are those of every platform: flows ask by
 * them whether a fault passes. `status` is null without an answer.
 */
export function createFailure({
  status,
  waitSeconds,
  cause,
}: {
  status: number | null
  waitSeconds: number | null
  cause?: unknown
}): UpstreamError {
  if (status === 403) return new UpstreamError('ERR_SCOPE_MISSING', ...describeStatus(status, cause))
  const isPassing = status === null || status >= 500 || status === 429
  const details = { isPassing, ...(waitSeconds !== null && { waitSeconds }) }
  const [message, options] = describeStatus(status, cause)
  return new UpstreamError('ERR_SHOPIFY_REQUEST', message, { ...options, details })
}

function describeStatus(status: number | null, cause: unknown): [string, { hint: string; cause: unknown }] {
  const { message, hint } = SENTENCES[status ?? 0] ?? {
    message:
      status === 429
        ? 'Palisade has asked BigCommerce as often as it may at the moment.'
        : 'The request to BigCommerce failed.',
    hint: RETRY,
  }
  return [message, { hint, cause }]
}
