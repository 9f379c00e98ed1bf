import type { Enforcement, Shop, ShopSettings } from '../core/gate/shop.ts'
import type { ShopId } from '../core/gate/types.ts'
import type { Known } from '../core/known.ts'
import type { ShopsPort } from '../ports/shops.ts'
import type { Database, HotRow } from './database.ts'
import { addAbsence } from './gates/revisions.ts'
import type { Memory } from './known/createMemory.ts'
import type { DecryptSecret, EncryptSecret } from './secrets.ts'
import { unknownShop } from './shops/unknownShop.ts'
import { isNotLater, writeShop } from './shops/writeShop.ts'

const LOAD = `SELECT id, myshopify_domain, primary_domain, iana_timezone, currency_code, domains, on_violation,
    shows_wallet, uses_cart_metafield, holds_suspects, tags_customers, writes_receipts, enforcement, plan, has_accounts,
    validation_id, tells_unlocks, refused_timezone, refused_domain, xmin::text AS version
  FROM shop WHERE myshopify_domain = $1 AND uninstalled_at IS NULL`

/** Store shops in the table `shop`. */
export function createShopsPort(parameters: {
  db: Database
  memory: Memory
  /** Unix seconds. */
  now: () => number
  encryptSecret: EncryptSecret
  decryptSecret: DecryptSecret
  createRandomHex: (bytes: number) => string
}): ShopsPort {
  const { db, memory, now } = parameters
  const read: ShopsPort['loadKnown'] = async (myshopifyDomain) => {
    const [row] = await db.hot.query('load_shop', LOAD, [myshopifyDomain])
    if (!row) throw unknownShop()
    const shop = parseShopRow(row)
    memory.writeShop(shop)
    return shop
  }
  return {
    load: async (myshopifyDomain) => {
      const { version: _, ...shop } = await read(myshopifyDomain)
      return shop
    },
    loadKnown: async (myshopifyDomain) => memory.findShop(myshopifyDomain) ?? read(myshopifyDomain),
    listInstalled: async () => {
      const where = { uninstalledAt: null }
      const rows = await db.prisma.shop.findMany({ where, orderBy: { myshopifyDomain: 'asc' } })
      return rows.map(({ myshopifyDomain }) => myshopifyDomain)
    },
    save: async (shop) => {
      await writeShop({ ...parameters, shop })
      memory.forget(shop.id)
    },
    uninstall: ({ shopId, at, pendingReason }) =>
      db.prisma.$transaction(async (tx) => {
        const left = await tx.shop.updateManyAndReturn({
          where: { id: shopId, uninstalledAt: null, ...isNotLater({ at, now: now() }) },
          data: { uninstalledAt: BigInt(at), validationId: null },
        })
        for (const { myshopifyDomain } of left) {
          await tx.session.deleteMany({ where: { shop: myshopifyDomain } })
          await tx.gate.updateMany({ where: { shopId }, data: { published: false, pendingReason } })
          await addAbsence({ tx, shopId, at: BigInt(at), isAway: true })
          await tx.profile.updateMany({ where: { shopId }, data: { discountId: null } })
        }
      }),
    claimValidation: async ({ shopId, validationId, instead }) => {
      const where = { id: shopId, validationId: instead }
      await db.prisma.shop.updateMany({ where, data: { validationId } })
      const standing = await db.prisma.shop.findUniqueOrThrow({
        where: { id: shopId },
        select: { validationId: true },
      })
      return standing.validationId ?? validationId
    },
    set: async ({ shopId, settings, enforcement }) => {
      const { level, ...seen } = enforcement ?? {}
      const data = { ...settings, ...seen, ...(level === undefined ? {} : { enforcement: level }) }
      await db.prisma.shop.updateMany({ where: { id: shopId }, data })
      memory.forget(shopId)
    },
  }
}

function parseShopRow(row: HotRow): Known<Shop> {
  return {
    version: String(row.version),
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
      tagsCustomers: row.tags_customers === true,
      writesReceipts: row.writes_receipts === true,
    },
    enforcement: {
      level: row.enforcement as Enforcement['level'],
      plan: row.plan === null ? null : String(row.plan),
      hasAccounts: row.has_accounts === true,
    },
    validationId: row.validation_id === null ? null : String(row.validation_id),
    tellsUnlocks: row.tells_unlocks === true,
    refused: {
      ianaTimezone: row.refused_timezone === null ? null : String(row.refused_timezone),
      primaryDomain: row.refused_domain === null ? null : String(row.refused_domain),
    },
  }
}
