import { sendCartRequest } from '../cart/sendCartRequest.ts'
import { writeCartProofs } from '../cart/writeCartProofs.ts'
import { removeKey } from '../session/visitKey.ts'
import { closeVisit } from './closeVisit.ts'
import { renderCart } from './renderCart.ts'
import { runInTurn } from './runInTurn.ts'
import type { GateRun } from './types.ts'

/** Forget the visit and remove every proof from the cart. */
export async function deleteVisit(run: GateRun): Promise<void> {
  closeVisit(run)
  void removeKey()
  const { rootUrl } = run.config
  try {
    const oldCodes = run.carried?.codes ?? []
    const nothing = { proof: null, lineProofs: [], codes: [], oldCodes, asked: null }
    await runInTurn(async () => {
      const cart = await sendCartRequest(rootUrl, 'cart.js')
      if ((await writeCartProofs({ rootUrl, cart, ...nothing })) !== cart) renderCart(run, true)
    })
  } catch {
    // If the cart cannot be reached, its proof stays and ends by itself.
  }
}
