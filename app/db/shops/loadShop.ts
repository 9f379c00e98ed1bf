import type { Shop } from '../../core/gate/shop.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database, HotRow } from '../database.ts'
import { refuseUnknownShop } from './refuseUnknownShop.ts'

export type LoadShopParameters = { readonly db: Database; readonly myshopifyDomain: string }

const SQL = `SELECT id, myshopify_domain, primary_domain, iana_timezone, currency_code, domains
  FROM shop WHERE myshopify_domain = $1 AND uninstalled_at IS NULL`

/**
 * Load a shop that has the app.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function loadShop({ db, myshopifyDomain }: LoadShopParameters): Promise<Shop> {
  const [row] = await db.hot.query('load_shop', SQL, [myshopifyDomain])
  if (!row) throw refuseUnknownShop()
  return parseShopRow(row)
}

function parseShopRow(row: HotRow): Shop {
  return {
    id: BigInt(String(row.id)) as ShopId,
    myshopifyDomain: String(row.myshopify_domain),
    primaryDomain: String(row.primary_domain),
    ianaTimezone: String(row.iana_timezone),
    currencyCode: String(row.currency_code),
    allowedDomains: (row.domains ?? []) as string[],
  }
}
