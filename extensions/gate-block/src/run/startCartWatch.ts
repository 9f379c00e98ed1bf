import { checkLoss } from '../cart/checkLoss.ts'
import { listenForCartChanges } from '../cart/listenForCartChanges.ts'
import { sendCartRequest } from '../cart/sendCartRequest.ts'
import { reduceLoss } from '../state.ts'
import { closeVisit } from './closeVisit.ts'
import { openVisit } from './openVisit.ts'
import type { GateRun } from './types.ts'

/**
 * Read the cart whenever it may have changed. Dispatch `lost` if it has lost its proofs, and hide the cart's block while
 * nothing is in the cart.
 */
export function startCartWatch(run: GateRun, signal: AbortSignal): void {
  const { config, element } = run
  const checkCart = async () => {
    const carried = run.readState().kind === 'unlocked' && run.carried
    if (config.productId && !carried && !run.isApart) return
    try {
      const cart = await sendCartRequest(config.rootUrl, 'cart.js')
      const inCart = cart.items.map((item) => item.variant_id)
      if (run.isApart) {
        // Keep the cart's proofs fresh: once for each set of products, whatever another app makes of what is written.
        const isNew = `${inCart}` !== `${run.inCart}`
        run.inCart = inCart
        if (isNew && run.findVisit()) void openVisit(run, { shows: false })
        return
      }
      element.hidden = !config.productId && !cart.items[0]
      if (!config.productId) run.inCart = inCart
      run.show()
      // A check that ran meanwhile has written its own proofs.
      if (!carried || carried !== run.carried || !checkLoss(cart, carried).isLost) return
      // Without a visit, another block of the page, or another tab, has disconnected.
      if (run.findVisit()) run.dispatch(reduceLoss, carried.isHeld ? 'lost' : 'cart')
      else closeVisit(run)
    } catch {
      // A cart that cannot be read may not have lost anything.
    }
  }
  const wake = () => {
    if (document.hidden) return
    if (run.readState().kind === 'unlocked' && run.isOver()) void openVisit(run, { shows: true })
    else void checkCart()
  }
  document.addEventListener('visibilitychange', wake, { signal })
  // The first change may have loaded this script.
  listenForCartChanges(() => void checkCart(), signal, true)
}
