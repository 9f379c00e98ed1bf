/**
 * Run an update that may grow what stands above the focus, and scroll what has the focus back into view if the update
 * pushed it out below. The browser's own scroll anchoring does not do so in a column that scrolls by itself.
 */
export function updateAboveFocus(update: () => void): void {
  const focused = document.activeElement
  const isBelow = () => Number(focused?.getBoundingClientRect().bottom) > window.innerHeight
  const wasBelow = isBelow()
  update()
  // React has rendered by the next frame.
  requestAnimationFrame(() => !wasBelow && isBelow() && focused?.scrollIntoView({ block: 'nearest' }))
}
