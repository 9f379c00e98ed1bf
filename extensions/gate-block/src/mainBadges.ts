/*
 * The entry of `palisade-badges.js`, the embed on every page. It puts the badges that Liquid wrote beside the products of
 * a list, without a request. Themes share no structure of a product's card, but each has a link to the product with its
 * title. And where a visit is stored and no block of the page does so, it starts a block that nobody sees, which keeps
 * the cart's proofs fresh.
 */
const CARD = 'li, article, product-card, [class*="card"]'

function writeBadges(): void {
  const badges = new Map<string, HTMLTemplateElement>()
  for (const template of document.querySelectorAll<HTMLTemplateElement>('[data-palisade-badge]'))
    for (const handle of `${template.dataset.palisadeBadge}`.split(' '))
      if (!badges.has(handle)) badges.set(handle, template)
  if (!badges.size) return
  for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href*="/products/"]')) {
    const badge = badges.get(decodeURI(link.pathname.split('/').pop() ?? ''))
    if (!badge || !link.textContent?.trim()) continue
    const card = link.closest(CARD) ?? link.parentElement
    if (!card?.querySelector('.palisade-badge')) link.after(badge.content.cloneNode(true))
  }
}

/** Whether this browser has a visit of the shop that has not ended. */
function hasVisit(shop: string): boolean {
  try {
    const visit = JSON.parse(`${localStorage.getItem(`palisade:visit:${shop}`)}`) as { expiresAt: number }
    return visit.expiresAt * 1000 > Date.now()
  } catch {
    // Without storage a visit ends with its page.
    return false
  }
}

type Policy = { readonly createScriptURL: (url: string) => string }
type Trust = { readonly createPolicy: (name: string, rules: Policy) => Policy }

function startFresh(): void {
  const template = document.querySelector<HTMLTemplateElement>('template[data-palisade-fresh]')
  const { palisadeFresh, src } = template?.dataset ?? {}
  // A block that the page has does the same.
  if (!template || !hasVisit(`${palisadeFresh}`) || document.querySelector('palisade-gate')) return
  document.body.append(template.content.cloneNode(true))
  if (customElements.get('palisade-gate')) return
  const script = document.createElement('script')
  const rules = { createScriptURL: (url: string) => url }
  // As in `loadPart.ts`, where the loader makes the policy of the other name.
  const { trustedTypes } = window as Window & { readonly trustedTypes?: Trust }
  script.src = (trustedTypes?.createPolicy('palisade-badges', rules) ?? rules).createScriptURL(`${src}`)
  document.head.append(script)
}

// A theme that filters, sorts or loads more renders the list anew.
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
startFresh()
for (const type of ['pageshow', 'storage']) window.addEventListener(type, startFresh)
