import { type GateState, isResting } from '../state.ts'

export type AnnounceStateParameters = {
  readonly element: HTMLElement
  readonly before: GateState
  readonly state: GateState
}

/**
 * Tell of a change those who cannot see it: by moving the focus where it was in the card, else by the live region.
 *
 * A visit found again on page load is not news; but a panel that goes would take the focus with it.
 */
export function announceState(parameters: AnnounceStateParameters): void {
  const { element, before, state } = parameters
  if (state.kind === 'connecting' && state.wallet === null) return
  const isQuiet = [before, state].some((one) => one.kind === 'checking' && one.isSilent)
  const panel = element.querySelector<HTMLElement>(`[data-for=${element.dataset.panel}]`)
  const isSamePanel = before.kind === state.kind || (before.kind === 'connecting' && isResting(state))
  if (panel && !isSamePanel && element.contains(document.activeElement)) {
    panel.focus({ preventScroll: true })
  } else if (!isQuiet) {
    element.querySelector('[data-ref=status]')?.replaceChildren(panel?.ariaLabel ?? '')
  }
}
