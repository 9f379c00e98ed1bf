import type { Database } from '../database.ts'

/** Keep the access scopes that Shopify says a shop has granted, in every session of the shop. */
export async function setScopes({
  db,
  myshopifyDomain,
  scopes,
}: {
  db: Database
  myshopifyDomain: string
  scopes: readonly string[]
}): Promise<void> {
  await db.prisma.session.updateMany({ where: { shop: myshopifyDomain }, data: { scope: scopes.join(',') } })
}
