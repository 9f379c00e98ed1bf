import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { forgetShop } from './forgetShop.ts'
import { type RedactCustomerParameters, redactCustomer } from './redactCustomer.ts'

export type PrivacyStore = {
  readonly redactCustomer: (parameters: Omit<RedactCustomerParameters, 'db'>) => Promise<number[]>
  readonly forgetShop: (parameters: { shopId: ShopId }) => Promise<void>
}

/** Make the port by which people and shops are forgotten. */
export function createPrivacyStore({ db }: { db: Database }): PrivacyStore {
  return {
    redactCustomer: (parameters) => redactCustomer({ db, ...parameters }),
    forgetShop: (parameters) => forgetShop({ db, ...parameters }),
  }
}
