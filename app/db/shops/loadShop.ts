import type { Enforcement, Shop, ShopSettings } from '../../core/gate/shop.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { Database, HotRow } from '../database.ts'
import { refuseUnknownShop } from './refuseUnknownShop.ts'

export type LoadShopParameters = { readonly db: Database; readonly myshopifyDomain: string }

const SQL = `SELECT id, myshopify_domain, primary_domain, iana_timezone, currency_code, domains, on_violation,
    shows_wallet, uses_cart_metafield, holds_suspects, enforcement, plan, has_accounts, validation_id, refused_timezone,
    refused_domain
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
    settings: {
      onViolation: row.on_violation as ShopSettings['onViolation'],
      showsWallet: row.shows_wallet === true,
      usesCartMetafield: row.uses_cart_metafield === true,
      holdsSuspects: row.holds_suspects === true,
    },
    enforcement: {
      level: row.enforcement as Enforcement['level'],
      plan: row.plan === null ? null : String(row.plan),
      hasAccounts: row.has_accounts === true,
    },
    validationId: row.validation_id === null ? null : String(row.validation_id),
    refused: {
      ianaTimezone: row.refused_timezone === null ? null : String(row.refused_timezone),
      primaryDomain: row.refused_domain === null ? null : String(row.refused_domain),
    },
  }
}
