import type { Combination } from '../core/gate/types.ts'
import { describeErrorHistory, type FoundErrorHistory } from './describeErrorHistory.ts'
import { profileOf } from './profileOf.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadDiscounts($after: String) {
    currentAppInstallation { app { apiKey } }
    discountNodes(first: 50, after: $after, sortKey: CREATED_AT, reverse: true, query: "method:automatic AND type:app") {
      pageInfo { hasNextPage endCursor }
      nodes {
        metafield(namespace: "$app", key: "proof_config") { value }
        discount {
          __typename
          ... on DiscountAutomaticApp {
            discountId
            title
            status
            appliesOnOneTimePurchase
            appliesOnSubscription
            combinesWith { productDiscounts orderDiscounts shippingDiscounts }
            errorHistory { errorsFirstOccurredAt firstOccurredAt }
            appDiscountType { appKey }
          }
        }
      }
    }
  }`

type Node = {
  readonly metafield: { readonly value: string } | null
  readonly discount: {
    readonly discountId?: string
    readonly title: string
    readonly status: 'ACTIVE' | 'SCHEDULED' | 'EXPIRED'
    readonly appliesOnOneTimePurchase: boolean
    readonly appliesOnSubscription: boolean
    readonly combinesWith: Omit<Combination, 'purchases'>
    readonly errorHistory: FoundErrorHistory
    readonly appDiscountType: { readonly appKey: string }
  }
}
type Answer = {
  currentAppInstallation: { app: { apiKey: string } }
  discountNodes: { pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: Node[] }
}
export type ReadDiscount = {
  readonly discountId: string
  readonly title: string
  readonly status: 'ACTIVE' | 'SCHEDULED' | 'EXPIRED'
  readonly profile: number | null
  readonly combination: Combination
  readonly errors: readonly string[]
}

/**
 * Read every automatic discount of this app, newest first, of whatever status.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/discountNodes
 */
export async function readDiscounts({ graphql }: { graphql: AdminGraphql }): Promise<ReadDiscount[]> {
  const found: ReadDiscount[] = []
  for (let after: string | null = null; ; ) {
    const answer: Answer = await runQuery<Answer>({ graphql, document: DOCUMENT, variables: { after } })
    const { nodes, pageInfo } = answer.discountNodes
    for (const { discount, metafield } of nodes) {
      const { discountId } = discount
      if (!discountId || discount.appDiscountType.appKey !== answer.currentAppInstallation.app.apiKey)
        continue
      found.push({
        discountId,
        title: discount.title,
        status: discount.status,
        profile: profileOf(metafield?.value),
        combination: { ...discount.combinesWith, purchases: purchasesOf(discount) },
        errors: describeErrorHistory(discount.errorHistory),
      })
    }
    if (!pageInfo.hasNextPage) return found
    after = pageInfo.endCursor
  }
}

function purchasesOf(discount: Node['discount']): Combination['purchases'] {
  if (!discount.appliesOnSubscription) return 'oneTime'
  return discount.appliesOnOneTimePurchase ? 'both' : 'subscription'
}
