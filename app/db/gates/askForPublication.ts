import type { ShopId } from '../../core/gate/types.ts'
import type { Prisma } from '../generated/client.ts'

/** Whoever saved the gate tells Shopify at once; asked for in case that is not done. */
const GRACE_SECONDS = 60

export type AskForPublicationParameters = {
  readonly tx: Prisma.TransactionClient
  readonly shopId: ShopId
  readonly number: bigint
  /** Unix seconds. */
  readonly at: number
}

/** Ask that Shopify is told of a gate, in the transaction that saves it. `setPublication` takes that back once it is. */
export async function askForPublication({
  tx,
  shopId,
  number,
  at,
}: AskForPublicationParameters): Promise<void> {
  await tx.$executeRaw`INSERT INTO job AS standing (shop_id, kind, key, run_at)
    VALUES (${shopId}::bigint, 'publish', ${String(number)}, ${BigInt(at + GRACE_SECONDS)}::bigint)
    ON CONFLICT (shop_id, kind, key) DO UPDATE SET
      run_at = LEAST(standing.run_at, EXCLUDED.run_at),
      version = standing.version + 1`
}
