import type { StandinProduct, StandinStore } from './state.ts'
import { emitEvent } from './webhooks/emitEvent.ts'

type Changes = Partial<Pick<StandinProduct, 'name' | 'isVisible' | 'categories'>>

/** Changes a product as the merchant does, with its event. Null if there is none. */
export function changeProduct(store: StandinStore, id: number, changes: Changes): StandinProduct | null {
  const product = store.products.get(id)
  if (!product) return null
  Object.assign(product, changes, { updatedAt: Math.floor(store.now() / 1000) })
  emitEvent(store, 'store/product/updated', { type: 'product', id })
  return product
}

/** Takes a product away, with its event. Carts lose its lines. @returns whether there was one. */
export function deleteProduct(store: StandinStore, id: number): boolean {
  if (!store.products.delete(id)) return false
  emitEvent(store, 'store/product/deleted', { type: 'product', id })
  return true
}

const ABANDONED_AFTER = 3600

/** Tells which carts nobody has changed for an hour, each once. @returns their ids. */
export function abandonCarts(store: StandinStore): string[] {
  const before = Math.floor(store.now() / 1000) - ABANDONED_AFTER
  const abandoned = [...store.carts.values()].filter((cart) => !cart.isAbandoned && cart.updatedAt <= before)
  for (const cart of abandoned) {
    cart.isAbandoned = true
    emitEvent(store, 'store/cart/abandoned', { type: 'cart', id: cart.id })
  }
  return abandoned.map(({ id }) => id)
}
