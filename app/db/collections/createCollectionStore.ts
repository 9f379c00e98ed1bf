import type { Memberships } from '../../core/gate/memberships.ts'
import type { ShopId } from '../../core/gate/types.ts'
import { TOLD_SECONDS } from '../../core/settlement/margins.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { type FindCollectionsParameters, findCollections } from './findCollections.ts'
import { findVariantCollections } from './findVariantCollections.ts'
import { listCollectionProducts } from './listCollectionProducts.ts'
import { listSingleVariants } from './listSingleVariants.ts'
import { type SetCollectionParameters, setCollection } from './setCollection.ts'
import { type SetProductCollectionsParameters, setProductCollections } from './setProductCollections.ts'
import { setWritten } from './setWritten.ts'

export type CollectionStore = {
  readonly find: (parameters: Omit<FindCollectionsParameters, 'db'>) => Promise<Memberships>
  readonly findOfVariants: (parameters: {
    shopId: ShopId
    variantIds: readonly number[]
  }) => Promise<ReadonlyMap<number, ReadonlySet<number>>>
  readonly products: (parameters: { shopId: ShopId; collectionIds: readonly number[] }) => Promise<number[]>
  readonly variants: (
    parameters: { shopId: ShopId } & (
      | { collectionIds: readonly number[] }
      | { productIds: readonly number[] }
    ),
  ) => Promise<number[]>
  readonly set: (parameters: Omit<SetCollectionParameters, 'db' | 'at'>) => Promise<number[]>
  readonly setProduct: (parameters: Omit<SetProductCollectionsParameters, 'db' | 'at'>) => Promise<boolean>
  readonly setWritten: (parameters: { shopId: ShopId; productIds: readonly number[] }) => Promise<void>
}

/** Make the port for what is in the collections that gates are about; changes sweep the stays no order is settled by any more. */
export function createCollectionStore({ db, now }: { db: Database; now: () => number }): CollectionStore {
  const sweep = createSweep({ db, table: 'collection_stay' })
  return {
    find: (parameters) => findCollections({ db, ...parameters }),
    findOfVariants: (parameters) => findVariantCollections({ db, ...parameters }),
    products: (parameters) => listCollectionProducts({ db, ...parameters }),
    variants: (parameters) => listSingleVariants({ db, ...parameters }),
    set: async (parameters) => {
      const changed = await setCollection({ db, at: now(), ...parameters })
      if (changed.length > 0) await sweep(now() - TOLD_SECONDS, changed.length)
      return changed
    },
    setProduct: async (parameters) => {
      const hasChanged = await setProductCollections({ db, at: now(), ...parameters })
      if (hasChanged) await sweep(now() - TOLD_SECONDS)
      return hasChanged
    },
    setWritten: (parameters) => setWritten({ db, ...parameters }),
  }
}
