/*
 * The entry of `palisade-badges.js`: it puts the badges that Liquid wrote beside the products of a collection or search.
 * No request is sent. Themes share no structure of a product's card, but each has a link to the product with its title.
 */
const CARD = 'li, article, product-card, [class*="card"]'

function writeBadges(): void {
  for (const template of document.querySelectorAll<HTMLTemplateElement>('[data-palisade-badge]')) {
    const path = `/products/${encodeURI(`${template.dataset.palisadeBadge}`)}`
    for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href*="/products/"]')) {
      if (!link.pathname.endsWith(path) || !link.textContent?.trim()) continue
      const card = link.closest(CARD) ?? link.parentElement
      if (!card?.querySelector('.palisade-badge')) link.after(template.content.cloneNode(true))
    }
  }
}

// A theme that filters or sorts renders the list anew.
let isPlanned = false
new MutationObserver(() => {
  if (isPlanned) return
  isPlanned = true
  requestAnimationFrame(() => {
    isPlanned = false
    writeBadges()
  })
}).observe(document.body, { childList: true, subtree: true })
writeBadges()
