import type { ShopId } from '../../core/gate/types.ts'
import type { CustomerRecord } from '../../core/privacy/types.ts'
import type { Database } from '../database.ts'
import { type CollectCustomerParameters, collectCustomer } from './collectCustomer.ts'
import { createDataRequests } from './dataRequests.ts'
import { forgetShop } from './forgetShop.ts'
import { type RedactCustomerParameters, redactCustomer } from './redactCustomer.ts'

export type PrivacyStore = ReturnType<typeof createDataRequests> & {
  readonly redactCustomer: (parameters: Omit<RedactCustomerParameters, 'db'>) => Promise<number[]>
  readonly collectCustomer: (parameters: CollectCustomerParameters) => Promise<CustomerRecord>
  readonly forgetShop: (parameters: { shopId: ShopId }) => Promise<void>
}

/** Make the port by which people and shops see what is kept of them, and are forgotten. */
export function createPrivacyStore({ db }: { db: Database }): PrivacyStore {
  return {
    ...createDataRequests({ db }),
    redactCustomer: (parameters) => redactCustomer({ db, ...parameters }),
    collectCustomer: (parameters) => collectCustomer({ db, ...parameters }),
    forgetShop: (parameters) => forgetShop({ db, ...parameters }),
  }
}
