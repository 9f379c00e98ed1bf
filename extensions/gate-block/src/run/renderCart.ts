import { findStorage } from '../session/findStorage.ts'
import { sendEvent } from './sendEvent.ts'
import type { GateRun } from './types.ts'

const key = 'palisade:reloaded'
const storage = findStorage('sessionStorage')

/**
 * Whether a block has just reloaded this page, or this is unknown; then nothing reloads it again automatically. Another
 * app that undoes every change would otherwise cause endless reloads.
 */
export const wasReloaded = storage?.getItem(key) !== null
/** Whether the focus was in a block before that reload. */
export const hadFocus = storage?.getItem(key) === '1'
storage?.removeItem(key)

/** Let the theme show a changed cart: some listen to an event, and an outdated cart page is reloaded. */
export function renderCart({ config, element }: GateRun, isOutdated: boolean): void {
  sendEvent(document, 'cart:refresh')
  if (config.productId !== null || !isOutdated) return
  storage?.setItem(key, element.contains(document.activeElement) ? '1' : '0')
  location.reload()
}
