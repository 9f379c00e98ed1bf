import type { GateState } from '../state.ts'

/**
 * Announce a state to screen readers. `focused` is the panel that was shown and had the focus, which it loses as soon as
 * it is hidden: then the focus moves to the new panel. Else the live region is filled. A visit that is resumed on page
 * load is not announced, but the focus still moves, because it would leave with the old panel.
 */
export function renderAnnouncement(
  element: HTMLElement,
  before: GateState,
  state: GateState,
  focused: string | undefined | false,
): void {
  if (state.kind === 'connecting' && state.wallet === null) return
  const isQuiet = [before, state].some((one) => one.kind === 'checking' && one.isSilent)
  const shown = element.dataset.panel
  const panel = element.querySelector<HTMLElement>(`[data-for=${shown}]`)
  if (panel && focused && focused !== shown) panel.focus({ preventScroll: true })
  else if (!isQuiet) element.querySelector('[data-ref=status]')?.replaceChildren(panel?.ariaLabel ?? '')
}
