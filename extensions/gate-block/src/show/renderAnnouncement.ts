import type { GateState } from '../state.ts'

export type RenderAnnouncementParameters = {
  readonly element: HTMLElement
  readonly before: GateState
  /** The panel that was shown before. */
  readonly panelBefore: string | undefined
  /** Whether the focus was in the card. A panel loses it as soon as it is hidden. */
  readonly hadFocus: boolean
  readonly state: GateState
}

/**
 * Announce a state to screen readers. If the focus was in the card and the panel changed, the focus moves to the new
 * panel; else the live region is filled. A visit that is resumed on page load is not announced, but the focus still
 * moves, because it would leave with the old panel.
 */
export function renderAnnouncement({
  element,
  before,
  panelBefore,
  hadFocus,
  state,
}: RenderAnnouncementParameters): void {
  if (state.kind === 'connecting' && state.wallet === null) return
  const isQuiet = [before, state].some((one) => one.kind === 'checking' && one.isSilent)
  const panel = element.querySelector<HTMLElement>(`[data-for=${element.dataset.panel}]`)
  const isSamePanel = panelBefore === element.dataset.panel
  if (panel && !isSamePanel && hadFocus) {
    panel.focus({ preventScroll: true })
  } else if (!isQuiet) {
    element.querySelector('[data-ref=status]')?.replaceChildren(panel?.ariaLabel ?? '')
  }
}
