import { PalisadeError } from '../core/errors/base.ts'
import type { OrderCustomer } from '../core/settlement/orderSummary.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { formatGid, numberOf } from './gid.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

// A query of its own: Shopify refuses a whole query that names a customer without approval.
const CUSTOMER = `#graphql
  query ReadOrderCustomer($id: ID!) { order(id: $id) { customer { id displayName } } }`

type Customer = {
  readonly order: { readonly customer: { readonly id: string; readonly displayName: string } | null } | null
}
type ReadCustomerParameters = {
  readonly graphql: AdminGraphql
  /** The order's id at Shopify. */
  readonly id: string
  readonly mayReadCustomers: () => Promise<boolean>
}

/** Read the customer of an order: two requests, or one without the scope. */
export async function readCustomer(parameters: ReadCustomerParameters): Promise<OrderCustomer> {
  try {
    return await requestCustomer(parameters)
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    return { kind: 'hidden', reason: REASONS[error.code] ?? 'no-answer' }
  }
}

/** Read whose an order is. @see ShopifyPort.readOrderCustomer */
export function readOrderCustomer(
  graphql: AdminGraphql,
  mayReadCustomers: () => Promise<boolean>,
): ShopifyPort['readOrderCustomer'] {
  return async ({ orderId }) => {
    const id = formatGid('Order', orderId)
    try {
      const customer = await requestCustomer({ graphql, id, mayReadCustomers })
      if (customer.kind === 'hidden') return null
      return { id: customer.kind === 'known' ? customer.id : null }
    } catch (error) {
      // Without an answer nothing is known: the order's job is tried again.
      if (error instanceof PalisadeError && REASONS[error.code]) return null
      throw error
    }
  }
}

async function requestCustomer(parameters: ReadCustomerParameters): Promise<OrderCustomer> {
  const { graphql, id, mayReadCustomers } = parameters
  // A refused request would be counted and logged as a failure.
  if (!(await mayReadCustomers())) return { kind: 'hidden', reason: 'scope' }
  const { order } = await runQuery<Customer>({ graphql, document: CUSTOMER, variables: { id } })
  const customer = order?.customer
  if (!customer) return { kind: 'guest' }
  return { kind: 'known', id: numberOf(customer.id), name: customer.displayName }
}

const REASONS: Readonly<Record<string, 'scope' | 'approval'>> = {
  ERR_SCOPE_MISSING: 'scope',
  ERR_CUSTOMER_DATA_NOT_APPROVED: 'approval',
}
