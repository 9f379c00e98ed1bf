import type { StandinCustomer } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid } from '../context.ts'
import { metafieldFields } from './metafields.ts'

/** A customer; requesting one needs `read_customers`. */
export function toCustomer(ctx: AdminContext, customer: StandinCustomer): ApiObject {
  const id = formatGid('Customer', customer.id)
  return {
    __typename: 'Customer',
    id,
    legacyResourceId: String(customer.id),
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: `${customer.firstName} ${customer.lastName}`,
    ...metafieldFields(ctx, id),
  }
}
