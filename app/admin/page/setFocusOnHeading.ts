/**
 * Move the focus to the page's heading, unless something on the page has it.
 *
 * For a page whose link is gone with the page before. People who use a keyboard or a screen reader start at its top. Who
 * came with a pointer sees no ring: browsers draw one around what a script focuses.
 */
export function setFocusOnHeading({ showsRing }: { readonly showsRing: boolean }): void {
  const heading = document.querySelector('h1')
  if (!heading || document.activeElement !== document.body) return
  heading.tabIndex = -1
  heading.style.outline = showsRing ? '' : 'none'
  heading.focus({ preventScroll: true })
}
