import { renewVisit } from './api/renewVisit.ts'
import { requestJson } from './api/requestJson.ts'
import { sendCartRequest } from './cart/sendCartRequest.ts'
import { runGate } from './runGate.ts'
import { formatShortAddress } from './show/formatShortAddress.ts'
import { renderState } from './show/renderState.ts'
import { renderWalletIcon, renderWallets, writeIcon } from './show/renderWallets.ts'
import { isPending, isRejection } from './wallets/isRejection.ts'

/** The entry of `palisade-gate-run.js`: visits, the cart, and what the card shows. */
export type RunPart = {
  readonly runGate: typeof runGate
  readonly renewVisit: typeof renewVisit
  readonly renderState: typeof renderState
  readonly renderWallets: typeof renderWallets
}

/** With what it lends the script of wallets, which is built without these modules: `scripts/buildBlock.ts`. */
const part = {
  ...{
    runGate,
    renewVisit,
    renderState,
    requestJson,
    sendCartRequest,
    formatShortAddress,
    isPending,
    isRejection,
  },
  ...{ renderWallets, renderWalletIcon, writeIcon },
} satisfies RunPart
Object.assign(window, { palisadeRun: part })
