import type { OrderSummaryLine } from '../core/settlement/orderSummary.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { formatGid, numberOf, secondsOf } from './gid.ts'
import { readCustomer } from './readOrderCustomer.ts'
import { type Page, readPages } from './readPages.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const SUMMARY = `#graphql
  query ReadOrderSummary($id: ID!, $after: String) {
    order(id: $id) {
      createdAt
      confirmationNumber
      totalPriceSet { presentmentMoney { amount currencyCode } }
      lineItems(first: 50, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id title variantTitle quantity image { url } }
      }
    }
  }`
type Line = {
  readonly id: string
  readonly title: string
  readonly variantTitle: string | null
  readonly quantity: number
  readonly image: { readonly url: string } | null
}
type Summary = {
  readonly order: {
    readonly createdAt: string
    readonly confirmationNumber: string | null
    readonly totalPriceSet: { readonly presentmentMoney: { amount: string; currencyCode: string } }
    readonly lineItems: Page<Line>
  } | null
}
/** Read what staff see of an order. @see ShopifyPort.readOrderSummary */
export function readOrderSummary(
  graphql: AdminGraphql,
  mayReadCustomers: () => Promise<boolean>,
): ShopifyPort['readOrderSummary'] {
  return async ({ orderId }) => {
    const id = formatGid('Order', orderId)
    const read = (after: string | null) =>
      runQuery<Summary>({ graphql, document: SUMMARY, variables: { id, after } })
    const { order } = await read(null)
    if (!order) return null
    const lines = await readPages(async (after) =>
      after === null ? order.lineItems : (await read(after)).order?.lineItems,
    )
    const { amount, currencyCode } = order.totalPriceSet.presentmentMoney
    return {
      createdAt: secondsOf(order.createdAt),
      confirmationNumber: order.confirmationNumber,
      total: { amount, currencyCode },
      customer: await readCustomer({ graphql, id, mayReadCustomers }),
      lines: lines.map(parseLine),
    }
  }
}

function parseLine({ id, title, variantTitle, quantity, image }: Line): OrderSummaryLine {
  const hasVariant = variantTitle !== null && variantTitle !== '' && variantTitle !== 'Default Title'
  return {
    id: numberOf(id),
    title: hasVariant ? `${title} · ${variantTitle}` : title,
    quantity,
    imageUrl: image?.url ?? null,
  }
}
