import type { ShopId } from '../../core/gate/types.ts'
import type { Prisma } from '../generated/client.ts'

/** Whoever looked at the collection writes its products at once; asked for in case that is not done. */
const GRACE_SECONDS = 120

/** Ask for products that came into a collection or went to be written, in the transaction that keeps it. One statement. */
export async function askForProducts({
  tx,
  shopId,
  productIds,
  at,
}: {
  tx: Prisma.TransactionClient
  shopId: ShopId
  productIds: readonly number[]
  /** Unix seconds. */
  at: number
}): Promise<void> {
  if (productIds.length === 0) return
  await tx.$executeRaw`INSERT INTO job AS standing (shop_id, kind, key, payload, run_at)
    SELECT ${shopId}::bigint, 'product', key, '{"spare":true}'::jsonb, ${BigInt(at + GRACE_SECONDS)}::bigint
    FROM unnest(${productIds.map(String)}::text[]) AS key ORDER BY key
    ON CONFLICT (shop_id, kind, key) DO UPDATE SET
      run_at = LEAST(standing.run_at, EXCLUDED.run_at),
      version = standing.version + 1`
}
