import { runGate } from './runGate.ts'

/** The entry of `palisade-gate-run.js`: visits, the cart, and what the card shows. */
export type RunPart = { readonly runGate: typeof runGate }

const part: RunPart = { runGate }
Object.assign(window, { palisadeRun: part })
