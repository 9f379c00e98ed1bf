import { renewVisit } from './api/renewVisit.ts'
import { runGate } from './runGate.ts'
import { renderState } from './show/renderState.ts'
import { renderWallets } from './show/renderWallets.ts'

/** The entry of `palisade-gate-run.js`: wallets, visits, the cart, and what the card shows. */
const part = { runGate, renewVisit, renderState, renderWallets }
export type RunPart = typeof part

Object.assign(window, { palisadeRun: part })
