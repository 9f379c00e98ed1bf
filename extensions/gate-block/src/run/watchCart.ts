import { fetchCart } from '../cart/fetchCart.ts'
import { isCartLost } from '../cart/isCartLost.ts'
import { leaveVisit } from './leaveVisit.ts'
import type { GateRun } from './types.ts'

/** Look at the cart whenever it may have changed, and say so where it has lost what it carried. */
export function watchCart(run: GateRun, signal: AbortSignal): void {
  const look = async () => {
    const { carried } = run
    if (run.readState().kind !== 'unlocked' || !carried) return
    try {
      const cart = await fetchCart({ rootUrl: run.config.rootUrl, path: 'cart.js' })
      // What was asked meanwhile has brought its own.
      if (carried !== run.carried || !isCartLost({ cart, carried })) return
      // Another block of the page, or another tab, has disconnected.
      if (run.findVisit()) run.dispatch({ kind: 'lost' })
      else leaveVisit(run)
    } catch {
      // A cart that cannot be read is not known to have lost anything.
    }
  }
  document.addEventListener('visibilitychange', () => document.hidden || void look(), { signal })
  // Themes have no event in common for a changed cart, but all of them ask for it and read the answer.
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(({ name }) => /\/cart\/(add|change|update)/.test(name))) void look()
  })
  observer.observe({ type: 'resource' })
  signal.addEventListener('abort', () => observer.disconnect())
}
