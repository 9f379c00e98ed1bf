import type { Shop } from '../../core/gate/shop.ts'
import type { Database } from '../database.ts'
import type { SealSecret } from '../secrets.ts'
import { type ClaimValidationParameters, claimValidation } from './claimValidation.ts'
import { loadShop } from './loadShop.ts'
import { type SaveShopParameters, saveShop } from './saveShop.ts'
import { type SetShopParameters, setShop } from './setShop.ts'
import { type UninstallShopParameters, uninstallShop } from './uninstallShop.ts'

export type CreateShopStoreParameters = {
  readonly db: Database
  /** Unix seconds. */
  readonly now: () => number
  readonly sealSecret: SealSecret
  readonly randomHex: (bytes: number) => string
  readonly hashSecret: (secret: string) => string
}

export type ShopStore = {
  readonly load: (myshopifyDomain: string) => Promise<Shop>
  readonly save: (shop: SaveShopParameters['shop']) => Promise<void>
  readonly claimValidation: (parameters: Omit<ClaimValidationParameters, 'db'>) => Promise<string>
  readonly set: (parameters: Omit<SetShopParameters, 'db'>) => Promise<void>
  readonly uninstall: (parameters: Omit<UninstallShopParameters, 'db' | 'now'>) => Promise<void>
}

/** Make the shop port. */
export function createShopStore(stores: CreateShopStoreParameters): ShopStore {
  const { db, now } = stores
  return {
    load: (myshopifyDomain) => loadShop({ db, myshopifyDomain }),
    save: (shop) => saveShop({ ...stores, shop }),
    claimValidation: (parameters) => claimValidation({ db, ...parameters }),
    set: (parameters) => setShop({ db, ...parameters }),
    uninstall: (parameters) => uninstallShop({ db, now, ...parameters }),
  }
}
