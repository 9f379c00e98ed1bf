import type { Combination } from '../core/gate/types.ts'
import type { FoundDiscount, ShopifyPort } from '../ports/shopify.ts'
import { describeErrorHistory, type FoundErrorHistory } from './describeErrorHistory.ts'
import { profileOf } from './profileOf.ts'
import { type Page, readPages } from './readPages.ts'
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

const TITLES = `#graphql
  query ReadDiscountTitles($after: String) {
    currentAppInstallation { app { apiKey } }
    discountNodes(first: 100, after: $after, query: "method:automatic") {
      pageInfo { hasNextPage endCursor }
      nodes {
        discount {
          __typename
          ... on DiscountAutomaticApp { title appDiscountType { appKey } }
          ... on DiscountAutomaticBasic { title }
          ... on DiscountAutomaticBxgy { title }
          ... on DiscountAutomaticFreeShipping { title }
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
  discountNodes: Page<Node>
}
/** Read all pages, newest first. */
export function readDiscounts(graphql: AdminGraphql): ShopifyPort['readDiscounts'] {
  return () =>
    readPages(async (after) => {
      const answer = await runQuery<Answer>({ graphql, document: DOCUMENT, variables: { after } })
      const { apiKey } = answer.currentAppInstallation.app
      const { nodes, pageInfo } = answer.discountNodes
      return { pageInfo, nodes: nodes.flatMap((node) => parseNode(node, apiKey) ?? []) }
    })
}

type TitleNode = {
  readonly discount: { readonly title?: string; readonly appDiscountType?: { readonly appKey: string } }
}
type TitlesAnswer = {
  currentAppInstallation: { app: { apiKey: string } }
  discountNodes: Page<TitleNode>
}
/** Read all pages. @see ShopifyPort.listOtherTitles */
export function listOtherTitles(graphql: AdminGraphql): ShopifyPort['listOtherTitles'] {
  return () =>
    readPages(async (after) => {
      const answer = await runQuery<TitlesAnswer>({ graphql, document: TITLES, variables: { after } })
      const { apiKey } = answer.currentAppInstallation.app
      const { nodes, pageInfo } = answer.discountNodes
      const titles = nodes.flatMap(({ discount }) =>
        discount.appDiscountType?.appKey === apiKey ? [] : (discount.title ?? []),
      )
      return { pageInfo, nodes: titles }
    })
}

/** Null for a discount of another app. */
function parseNode({ discount, metafield }: Node, apiKey: string): FoundDiscount | null {
  const { discountId } = discount
  if (!discountId || discount.appDiscountType.appKey !== apiKey) return null
  return {
    discountId,
    title: discount.title,
    status: discount.status,
    profile: profileOf(metafield?.value),
    combination: { ...discount.combinesWith, purchases: purchasesOf(discount) },
    errors: describeErrorHistory(discount.errorHistory),
  }
}

function purchasesOf(discount: Node['discount']): Combination['purchases'] {
  if (!discount.appliesOnSubscription) return 'oneTime'
  return discount.appliesOnOneTimePurchase ? 'both' : 'subscription'
}
