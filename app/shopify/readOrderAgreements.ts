import { numberOf } from './gid.ts'
import type { Page } from './readPages.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadOrderAgreements($id: ID!, $agreement: String, $sale: String) {
    order(id: $id) {
      agreements(first: 1, after: $agreement) {
        pageInfo { hasNextPage endCursor }
        nodes {
          reason
          sales(first: 100, after: $sale) {
            pageInfo { hasNextPage endCursor }
            nodes {
              actionType
              quantity
              ... on ProductSale { lineItem { id } }
              ... on GiftCardSale { lineItem { id } }
              ... on TipSale { lineItem { id } }
            }
          }
        }
      }
    }
  }`

type Sale = {
  readonly actionType: string
  readonly quantity: number | null
  readonly lineItem?: { readonly id: string } | null
}
type Agreement = { readonly reason: string; readonly sales: Page<Sale> }
type Found = { readonly order: { readonly agreements: Page<Agreement> } | null }

/**
 * Read the quantity of each line when the order was placed, by line id; null if Shopify does not say. A missing line
 * came later: by an edit, an exchange or an app's offer after the purchase.
 *
 * One request per agreement until the one that placed the order, which is the oldest, and one per 100 sales of it.
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/interfaces/SalesAgreement
 */
export async function readOrderAgreements({
  graphql,
  id,
}: {
  graphql: AdminGraphql
  /** The order's gid. */
  id: string
}): Promise<ReadonlyMap<number, number> | null> {
  let [agreement, sale]: (string | null)[] = [null, null]
  let bought: Map<number, number> | null = null
  for (;;) {
    const found: Found = await runQuery({
      graphql,
      document: DOCUMENT,
      variables: { id, agreement, sale },
    })
    const page: Page<Agreement> | undefined = found.order?.agreements
    const node = page?.nodes[0]
    if (!page || !node) return bought
    if (node.reason === 'ORDER') {
      bought ??= new Map()
      for (const { actionType, quantity, lineItem } of node.sales.nodes) {
        if (actionType !== 'ORDER' || !lineItem) continue
        // An unknown quantity must not count as zero: a line of zero needs no unlock.
        if (quantity === null) return null
        const lineId = numberOf(lineItem.id)
        bought.set(lineId, (bought.get(lineId) ?? 0) + quantity)
      }
      if (!node.sales.pageInfo.hasNextPage) return bought
      sale = node.sales.pageInfo.endCursor
    } else {
      if (!page.pageInfo.hasNextPage) return bought
      agreement = page.pageInfo.endCursor
    }
  }
}
