import { sendCartRequest } from '../cart/sendCartRequest.ts'
import { findStorage } from '../session/findStorage.ts'
import { runInTurn } from './runInTurn.ts'
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

/** An action of the theme that takes longer than this does not end at all. */
const ACTION_MS = 5000

type UpdateCart = {
  (payload: { readonly attributes: { readonly key: string; readonly value: string }[] }): Promise<unknown>
  readonly isDefault: () => boolean
}

/**
 * Let the theme show a changed cart. A theme that has configured Shopify's standard action shows it in place, in its
 * drawer too; some listen to an event. Else an outdated cart page is reloaded.
 */
export function renderCart({ config, element }: GateRun, isOutdated: boolean): void {
  sendEvent(document, 'cart:refresh')
  if (!isOutdated) return
  const { updateCart } =
    (window as { Shopify?: { actions?: { updateCart?: UpdateCart } } }).Shopify?.actions ?? {}
  // By default the action may reload any page.
  if (!updateCart || updateCart.isDefault()) reload()
  else
    void runInTurn(async () => {
      const { attributes } = await sendCartRequest(config.rootUrl, 'cart.js')
      // The whole set, because the action replaces it: the same one, of which the theme learns.
      const action = updateCart({
        attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: value ?? '' })),
      })
      // The next check waits for its turn.
      await Promise.race([action, new Promise((resolve) => setTimeout(resolve, ACTION_MS))])
    }).catch(reload)

  function reload(): void {
    if (config.productId !== null) return
    storage?.setItem(key, element.contains(document.activeElement) ? '1' : '0')
    location.reload()
  }
}
