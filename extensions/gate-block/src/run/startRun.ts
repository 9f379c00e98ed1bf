import type { GateConfig } from '../readConfig.ts'
import { readClock } from '../session/readClock.ts'
import { findVisit } from '../session/writeVisit.ts'
import type { Cover } from '../show/createCover.ts'
import { renderAnnouncement } from '../show/renderAnnouncement.ts'
import { renderState } from '../show/renderState.ts'
import { type GateState, locked } from '../state.ts'
import { updateProductForms } from '../updateProductForms.ts'
import type { GateRun } from './types.ts'

export type StartRunParameters = {
  readonly element: HTMLElement
  readonly config: GateConfig
  readonly cover: Cover
  /** Aborts when the block leaves the page. */
  readonly signal: AbortSignal
}

/**
 * Start a block in the state `locked`, with its product forms followed. `onRenewal` is called when the proofs must be
 * renewed; `shows`: whether the card shows the check.
 */
export function startRun(
  { element, config, cover, signal }: StartRunParameters,
  onRenewal: (how: { readonly shows: boolean }) => void,
): GateRun {
  let state: GateState = locked
  let deed = new AbortController()
  let renewal: ReturnType<typeof setTimeout> | undefined
  let over = Infinity

  const forms = updateProductForms(config, signal, (variantId) => {
    show()
    if (variantId !== null && state.kind === 'unlocked') onRenewal({ shows: false })
  })
  const readVariant = () => forms.read().chosen ?? config.variantId
  const show = () => {
    const { hasForm, chosen } = forms.read()
    // A price is of the variant that would be bought. Where the form cannot be read, it is known of a single variant.
    const variantId = chosen ?? (Object.keys(config.prices)[1] ? null : config.variantId)
    renderState({ element, config, state, variantId, hasForm })
    cover(forms.listOpen(), run.inCart)
  }
  const begin = () => {
    deed.abort()
    deed = new AbortController()
    clearTimeout(renewal)
    return deed.signal
  }
  signal.addEventListener('abort', begin)

  const run: GateRun = {
    carried: null,
    inCart: null,
    isApart: config.productId === -1,
    ...{ element, config, forms, readVariant, begin, show },
    findVisit: () => findVisit(config.shop),
    readState: () => state,
    dispatch: (reduce, ...details) => {
      const before = state
      state = reduce(before, ...details)
      if (state === before) return
      const focused = element.contains(document.activeElement) && element.dataset.panel
      show()
      renderAnnouncement(element, before, state, focused)
    },
    isOver: () => readClock() >= over || !run.findVisit(),
    renewBefore: (endsAt) => {
      // Ten minutes before the end: enough time for a checkout. A visit that is idle for half an hour ends, and it is not
      // idle while its page is looked at.
      const seconds = Math.min(Math.max(endsAt - readClock() - 600, 60), 1500)
      over = readClock() + seconds
      renewal = setTimeout(() => document.hidden || onRenewal({ shows: true }), seconds * 1e3)
    },
  }
  return run
}
