import { randomBytes, randomUUID } from 'node:crypto'
import type { ShopId } from '../../../app/core/gate/types.ts'
import { MAX_CHUNK_LINES } from '../../../app/core/list/limits.ts'
import { toChecksumAddress } from '../../../app/crypto/evmSignature.ts'
import type { Database } from '../../../app/db/database.ts'
import type { Needs } from '../../../app/flows/context.ts'
import { addListLines } from '../../../app/flows/lists/addListLines.ts'
import { finishListImport } from '../../../app/flows/lists/finishListImport.ts'
import { startListImport } from '../../../app/flows/lists/startListImport.ts'
import { makeStores } from '../../db/makeStores.ts'
import { sampleShop } from '../../db/samples.ts'

const now = 1_790_000_000

export type BenchShop = {
  readonly ctx: Needs<'now' | 'createRandomHex' | 'shops' | 'gates' | 'lists' | 'toChecksumAddress'>
  readonly shopId: ShopId
  /** Make an empty list; returns its id. */
  readonly makeList: () => Promise<string>
  /** Import lines from `read`, one batch at a time, as a browser sends them. */
  readonly importLines: (parameters: {
    listId: string
    count: number
    read: (batch: { firstLine: number; count: number }) => readonly string[]
  }) => Promise<void>
}

/** A shop in a database, with the flows as pages call them. */
export async function openBenchShop({ db }: { db: Database }): Promise<BenchShop> {
  const stores = makeStores(db)
  const ctx: Needs<
    'now' | 'createRandomHex' | 'shops' | 'gates' | 'lists' | 'toChecksumAddress' | 'readEnsAddresses'
  > = {
    ...stores,
    now: () => now,
    createRandomHex: (bytes) => randomBytes(bytes).toString('hex'),
    toChecksumAddress,
    readEnsAddresses: async ({ names }) => names.map(() => ({ kind: 'none' }) as const),
  }
  const shop = { ...sampleShop(), myshopifyDomain: `${randomUUID()}.myshopify.com` }
  await stores.shops.save(shop)
  const { id: shopId, myshopifyDomain } = shop
  return {
    ctx,
    shopId,
    makeList: async () => {
      const list = await stores.lists.create({ id: randomUUID(), shopId, name: randomUUID(), at: now })
      if (list === null) throw new Error('The list was not made.')
      return list.id
    },
    importLines: async ({ listId, count, read }) => {
      const at = { myshopifyDomain, listId }
      const { id: importId } = await startListImport(ctx, { ...at, mode: 'replace' })
      for (let firstLine = 1; firstLine <= count; firstLine += MAX_CHUNK_LINES) {
        const lines = read({ firstLine, count: Math.min(MAX_CHUNK_LINES, count - firstLine + 1) })
        await addListLines(ctx, { ...at, importId, firstLine, lines })
      }
      const { list } = await finishListImport(ctx, { ...at, importId })
      if (list.size !== count) throw new Error('The list has lost an address or counted one twice.')
    },
  }
}
