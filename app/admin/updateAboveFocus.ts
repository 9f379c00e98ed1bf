/**
 * Run an update that may grow what stands above the focus, and scroll what has the focus back into view if the update
 * pushed it out. The browser's own scroll anchoring does not do so in a column that scrolls by itself.
 */
export function updateAboveFocus(update: () => void): void {
  const focused = document.activeElement
  const wasInView = focused !== null && isInView(focused)
  update()
  // React has rendered by the next frame.
  requestAnimationFrame(() => {
    if (wasInView && !isInView(focused)) focused.scrollIntoView({ block: 'nearest' })
  })
}

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= window.innerHeight
}
