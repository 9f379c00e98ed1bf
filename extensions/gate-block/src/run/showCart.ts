import { findStorage } from '../session/findStorage.ts'
import { emit } from './emit.ts'
import type { GateRun } from './types.ts'

const key = 'palisade:reloaded'
const storage = findStorage('sessionStorage')

/**
 * Whether a block has just loaded this page anew, or nobody can tell: what comes by itself then does not do it again.
 *
 * An app that undoes every change must not make a page that never rests.
 */
export const wasReloaded = !storage || !!storage.getItem(key)
/** Whether the shopper was in a block when it did. */
export const hadFocus = storage?.getItem(key) === '1'
storage?.removeItem(key)

/** Have the theme show a cart that has changed: by the event that some listen to, and in an outdated cart page anew. */
export function showCart({ config, element }: GateRun, isOutdated: boolean): void {
  emit(document, 'cart:refresh')
  if (config.productId !== null || !isOutdated) return
  storage?.setItem(key, element.contains(document.activeElement) ? '1' : '0')
  location.reload()
}
