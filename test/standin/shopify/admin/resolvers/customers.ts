import type { StandinCustomer } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid, parseGid } from '../context.ts'
import { metafieldFields } from './metafields.ts'

/** Finds a customer of the shop by a global id; null when there is none. */
export function findCustomer(ctx: AdminContext, id: string): StandinCustomer | null {
  const gid = parseGid(id)
  return gid?.type === 'Customer' ? (ctx.shop.customers.get(Number(gid.id)) ?? null) : null
}

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
    tags: [...(customer.tags ?? [])].sort(),
    ...metafieldFields(ctx, id),
  }
}
