import type { Fault } from './readFault.ts'

type Failure = { readonly message: string; readonly hint: string }

const RETRY = 'Try again in a moment.'
/** @see https://shopify.dev/docs/api/usage/response-codes */
const STATUSES: Readonly<Record<number, Failure>> = {
  401: {
    message: 'Shopify no longer accepts the login of Palisade in this shop.',
    hint: 'Open Palisade in Shopify, so that it logs in again.',
  },
  402: {
    message: 'Shopify has frozen this shop, because a bill is not paid.',
    hint: 'Pay the bill in Shopify under Settings, Billing, then try again.',
  },
  403: {
    message: 'Shopify refuses all requests about this shop.',
    hint: 'Ask Shopify’s support why, then try again.',
  },
  423: {
    message: 'Shopify has locked this shop.',
    hint: 'Ask Shopify’s support to unlock it, then try again.',
  },
}

/** Describe for people why a request failed. Shopify's own text goes to the log: it names fields, scopes and queries. */
export function describeFailure({ status, waitSeconds }: Pick<Fault, 'status' | 'waitSeconds'>): Failure {
  if (waitSeconds !== null) {
    return { message: 'Palisade has asked Shopify as often as it may at the moment.', hint: RETRY }
  }
  return STATUSES[status ?? 0] ?? { message: 'The request to Shopify failed.', hint: RETRY }
}

/** What only a developer understands: ids, queries, and the names of fields and types. */
const TECHNICAL =
  /graphql|gid:\/\/|\$app|api_client|\bquery\b|\bmutation\b|\bundefined\b|\bnull\b|\b[a-z]{3,}(?:[A-Z][a-z]+)+|[{}]/

/** Format a user error: Shopify's own sentence, unless it is written for developers. */
export function formatUserError({ message }: { readonly message: string }): string {
  if (TECHNICAL.test(message)) return 'It did not accept a value that Palisade sent.'
  // Most of Shopify's sentences have no full stop, and another sentence follows.
  return /[.!?]\s*$/.test(message) ? message : `${message.trimEnd()}.`
}
