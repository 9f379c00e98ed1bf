import { fetchCart } from '../cart/fetchCart.ts'
import { writeCartProofs } from '../cart/writeCartProofs.ts'
import { emit } from './emit.ts'
import { leaveVisit } from './leaveVisit.ts'
import type { GateRun } from './types.ts'

/** Leave the visit and take every proof out of the cart. */
export async function disconnect(run: GateRun): Promise<void> {
  leaveVisit(run)
  const { rootUrl } = run.config
  try {
    const cart = await fetchCart({ rootUrl, path: 'cart.js' })
    const { hasChanged } = await writeCartProofs({
      rootUrl,
      cart,
      proof: null,
      lineProofs: [],
      codes: [],
      oldCodes: run.carried?.codes ?? [],
      asked: null,
    })
    if (hasChanged) emit(document, 'cart:refresh')
  } catch {
    // A cart that cannot be reached keeps a proof that ends by itself.
  }
}
