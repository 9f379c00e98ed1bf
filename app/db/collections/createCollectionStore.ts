import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { findCollections } from './findCollections.ts'
import { listCollectionProducts } from './listCollectionProducts.ts'
import { type SetCollectionParameters, setCollection } from './setCollection.ts'
import { type SetProductCollectionsParameters, setProductCollections } from './setProductCollections.ts'
import { setWritten } from './setWritten.ts'

export type CollectionStore = {
  readonly find: (parameters: {
    shopId: ShopId
    productIds: readonly number[]
    /** Unix seconds: only what was in them then already. */
    seenBy?: number
  }) => Promise<ReadonlyMap<number, ReadonlySet<number>>>
  readonly products: (parameters: { shopId: ShopId; collectionIds: readonly number[] }) => Promise<number[]>
  readonly set: (parameters: Omit<SetCollectionParameters, 'db' | 'at'>) => Promise<number[]>
  readonly setProduct: (parameters: Omit<SetProductCollectionsParameters, 'db' | 'at'>) => Promise<boolean>
  readonly setWritten: (parameters: { shopId: ShopId; productIds: readonly number[] }) => Promise<void>
}

/** Make the port for what is in the collections that gates are about. */
export function createCollectionStore({ db, now }: { db: Database; now: () => number }): CollectionStore {
  return {
    find: (parameters) => findCollections({ db, ...parameters }),
    products: (parameters) => listCollectionProducts({ db, ...parameters }),
    set: (parameters) => setCollection({ db, at: now(), ...parameters }),
    setProduct: (parameters) => setProductCollections({ db, at: now(), ...parameters }),
    setWritten: (parameters) => setWritten({ db, ...parameters }),
  }
}
