import type { CustomerSummary } from '../../core/customer/types.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Opening } from '../../core/settlement/listOpenings.ts'
import { formatShortAddress } from '../formatShortAddress.ts'
import { findGateName, formatOpenings } from './formatOpenings.ts'
import type { CustomerOpeningsView } from './views.ts'

export type FormatCustomerOpeningsParameters = Pick<CustomerSummary, 'wallets' | 'open' | 'held'> & {
  readonly shop: { readonly currencyCode: string }
  readonly gates: readonly Gate[]
  readonly orders: readonly {
    readonly name: string
    readonly orderedAt: number
    readonly openings: readonly Opening[]
  }[]
}

/** Format what a customer's account shows. A gate that is gone has no name, so only orders still show it. */
export function formatCustomerOpenings(found: FormatCustomerOpeningsParameters): CustomerOpeningsView {
  const { shop, wallets, open, held, gates, orders } = found
  return {
    currency: shop.currencyCode,
    wallets: wallets.map(formatShortAddress),
    open: open.flatMap(({ gate, endsAt }) => {
      const name = findGateName(gates, gate)
      return name === null ? [] : [{ gate: name, endsAt }]
    }),
    held: held.flatMap((gate) => findGateName(gates, gate) ?? []),
    orders: orders.map(({ name, orderedAt, openings }) => ({
      ...{ name, orderedAt },
      openings: formatOpenings({
        ...{ openings, gates, wallets: [], titles: new Map() },
        // Whose pass it was is not looked up for a whole list.
        hasPass: () => false,
      }),
    })),
  }
}
