import { fetchCart } from '../cart/fetchCart.ts'
import { writeCartProofs } from '../cart/writeCartProofs.ts'
import { leaveVisit } from './leaveVisit.ts'
import { showCart } from './showCart.ts'
import { takeTurn } from './takeTurn.ts'
import type { GateRun } from './types.ts'

/** Forget the visit and remove every proof from the cart. */
export async function disconnect(run: GateRun): Promise<void> {
  leaveVisit(run)
  const { rootUrl } = run.config
  try {
    const oldCodes = run.carried?.codes ?? []
    const nothing = { proof: null, lineProofs: [], codes: [], oldCodes, asked: null }
    const { hasChanged } = await takeTurn(async () =>
      writeCartProofs({ rootUrl, cart: await fetchCart({ rootUrl, path: 'cart.js' }), ...nothing }),
    )
    if (hasChanged) showCart(run, true)
  } catch {
    // If the cart cannot be reached, its proof stays and ends by itself.
  }
}
