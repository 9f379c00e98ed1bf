import type { ShopId } from '../../core/gate/types.ts'
import type { Prisma } from '../generated/client.ts'
import { addJobs } from '../jobs.ts'

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
  await addJobs({ tx, shopId, kind: 'publish', keys: [String(number)], runAt: at + GRACE_SECONDS })
}
