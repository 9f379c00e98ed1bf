import type { ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { findCollections } from './findCollections.ts'
import { listCollectionProducts } from './listCollectionProducts.ts'
import { type SetCollectionParameters, setCollection } from './setCollection.ts'
import { type SetProductCollectionsParameters, setProductCollections } from './setProductCollections.ts'

export type CollectionStore = {
  readonly find: (parameters: {
    shopId: ShopId
    productIds: readonly number[]
  }) => Promise<ReadonlyMap<number, ReadonlySet<number>>>
  readonly products: (parameters: { shopId: ShopId; collectionIds: readonly number[] }) => Promise<number[]>
  readonly set: (parameters: Omit<SetCollectionParameters, 'db'>) => Promise<number[]>
  readonly setProduct: (parameters: Omit<SetProductCollectionsParameters, 'db'>) => Promise<boolean>
}

/** Make the port for what is in the collections that gates are about. */
export function createCollectionStore({ db }: { db: Database }): CollectionStore {
  return {
    find: (parameters) => findCollections({ db, ...parameters }),
    products: (parameters) => listCollectionProducts({ db, ...parameters }),
    set: (parameters) => setCollection({ db, ...parameters }),
    setProduct: (parameters) => setProductCollections({ db, ...parameters }),
  }
}
