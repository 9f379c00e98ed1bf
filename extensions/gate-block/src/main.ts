import { GateError, isGateError } from './api/GateError.ts'
import { listenForCartChanges } from './cart/listenForCartChanges.ts'
import { listRoots } from './cart/listRoots.ts'
import { loadPart } from './loadPart.ts'
import { PalisadeGateElement } from './PalisadeGateElement.ts'
import { readClock } from './session/readClock.ts'
import { readStored, writeStored } from './session/stored.ts'
import { findVisit, removeVisit, writeVisit } from './session/writeVisit.ts'
import { formatAmount } from './show/formatAmount.ts'
import { formatSentence } from './show/formatSentence.ts'
import { formatUntil } from './show/formatUntil.ts'

/**
 * The loader: all that a page loads until a shopper uses the block, or has used it. An app for speed may load the script
 * before the block is parsed, and an element has no content at its start tag. A theme may load the script twice.
 */
const addElement = () =>
  document.readyState === 'loading' ||
  customElements.get('palisade-gate') ||
  customElements.define('palisade-gate', PalisadeGateElement)

/** What the loader lends the other scripts, which are built without these modules: `scripts/buildBlock.ts`. */
const lent = {
  ...{
    GateError,
    isGateError,
    listenForCartChanges,
    listRoots,
    loadPart,
    readClock,
    readStored,
    writeStored,
  },
  ...{ findVisit, removeVisit, writeVisit, formatAmount, formatSentence, formatUntil },
}
Object.assign(window, { palisadeLoader: lent })
document.addEventListener('readystatechange', addElement)
addElement()
