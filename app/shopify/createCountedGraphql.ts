import { PalisadeError } from '../core/errors/base.ts'
import { type ApiAnswer, listErrors, readFault } from './readFault.ts'
import type { AdminGraphql } from './runOperation.ts'

/** One request to Shopify that has ended. */
export type ShopifyRequest = {
  readonly api: 'admin' | 'storefront'
  readonly outcome: 'answered' | 'refused' | 'throttled' | 'failed'
  readonly seconds: number
  /** The share of the shop's points that is left, 0 to 1; null if the answer has none. */
  readonly pointsLeft: number | null
  /** Why it failed, in Shopify's own words, for the log alone; null if it was answered. */
  readonly said: string | null
}

/** Wrap an API of a shop, so that each request is reported with its outcome and the shop's points. */
export function createCountedGraphql({
  api,
  graphql,
  count,
}: {
  api: ShopifyRequest['api']
  graphql: AdminGraphql
  count: (request: ShopifyRequest) => void
}): AdminGraphql {
  return async (document, options) => {
    const startedAt = performance.now()
    const report = (outcome: ShopifyRequest['outcome'], said: string | null, answer: unknown = null): void =>
      count({
        api,
        outcome,
        seconds: (performance.now() - startedAt) / 1000,
        pointsLeft: findShare(answer),
        said,
      })
    try {
      const answer = await (await graphql(document, options)).json()
      const hasErrors = listErrors(answer as ApiAnswer | null).length > 0
      report(
        hasErrors ? chooseOutcome(answer) : 'answered',
        hasErrors ? readFault(answer).message : null,
        answer,
      )
      return { json: async () => answer }
    } catch (error) {
      // Our own store has no token for it: Shopify was never asked.
      if (error instanceof PalisadeError) throw error
      report(chooseOutcome(error), readFault(error).message, Reflect.get(Object(error), 'body'))
      throw error
    }
  }
}

function chooseOutcome(failed: unknown): ShopifyRequest['outcome'] {
  if (readFault(failed).waitSeconds !== null) return 'throttled'
  const isAnswer = !(failed instanceof Error) || Reflect.get(failed, 'body') !== undefined
  return isAnswer && !(failed instanceof Response) ? 'refused' : 'failed'
}

/** @see https://shopify.dev/docs/api/usage/limits */
function findShare(answer: unknown): number | null {
  const status = (answer as Points | null | undefined)?.extensions?.cost?.throttleStatus
  const { currentlyAvailable: left, maximumAvailable: most } = status ?? {}
  if (typeof left !== 'number' || typeof most !== 'number' || !(most > 0)) return null
  return Math.min(1, Math.max(0, left / most))
}

type Points = {
  readonly extensions?: {
    readonly cost?: {
      readonly throttleStatus?: { readonly currentlyAvailable?: number; readonly maximumAvailable?: number }
    }
  }
}
