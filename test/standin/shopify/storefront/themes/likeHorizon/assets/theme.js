/*
 * A theme in the structure of Horizon: it morphs a whole section into what the server rendered. Elements keep their
 * identity, attributes and texts become the server's, whatever a script has made of them.
 */
const syncAttributes = (old, anew) => {
  for (const { name } of [...old.attributes]) if (!anew.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of anew.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  if (old instanceof HTMLInputElement && old.type !== 'number') {
    old.value = anew.value
    old.checked = anew.checked
  }
}
const isSame = (old, anew) =>
  old.nodeType === anew.nodeType && old.nodeName === anew.nodeName && old.id === anew.id
const morph = (old, anew) => {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.textContent !== anew.textContent) old.textContent = anew.textContent
    return
  }
  // A script that has run does not run again.
  if (old.hasAttribute('data-skip-node-update') || old.nodeName === 'SCRIPT') return
  syncAttributes(old, anew)
  const wanted = [...anew.childNodes]
  for (const [at, child] of wanted.entries()) {
    const mine = old.childNodes[at]
    if (!mine) old.append(child.cloneNode(true))
    else if (isSame(mine, child)) morph(mine, child)
    else mine.replaceWith(child.cloneNode(true))
  }
  while (old.childNodes.length > wanted.length) old.lastChild.remove()
}
const morphSection = (id, html) => {
  const old = document.getElementById(`shopify-section-${id}`)
  const anew = new DOMParser().parseFromString(html, 'text/html').getElementById(`shopify-section-${id}`)
  if (old && anew) morph(old, anew)
}
const renderSections = (sections) => {
  for (const [id, html] of Object.entries(sections)) if (html) morphSection(id, html)
}
const listShown = () =>
  ['cart-drawer', 'main-cart'].filter((id) => document.getElementById(`shopify-section-${id}`))
const refreshCart = async () => {
  renderSections(await (await fetch(`/cart?sections=${listShown()}`)).json())
  const { item_count: count } = await (await fetch('/cart.js')).json()
  for (const bubble of document.querySelectorAll('[data-cart-count]')) {
    bubble.textContent = String(count)
    bubble.hidden = count === 0
  }
}
class CartLinesUpdateEvent extends Event {
  constructor(fields) {
    super('shopify:cart:lines-update', { bubbles: true, composed: true })
    Object.assign(this, fields)
  }
}

customElements.define(
  'variant-picker',
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener('change', (event) => void this.choose(event.target.dataset.variantId))
    }
    async choose(variantId) {
      const { sectionId, productUrl } = this.dataset
      const answer = await fetch(`${productUrl}?variant=${variantId}&section_id=${sectionId}`)
      morphSection(sectionId, await answer.text())
      history.replaceState({}, '', `${productUrl}?variant=${variantId}`)
    }
  },
)
customElements.define(
  'product-form-component',
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener('submit', (event) => {
        if (event.submitter?.hasAttribute('data-buy-now')) return
        event.preventDefault()
        const promise = this.add(event.target)
        const [id, quantity] = ['id', 'quantity'].map(
          (name) => event.target.querySelector(`[name="${name}"]`).value,
        )
        const lines = [{ merchandiseId: `gid://shopify/ProductVariant/${id}`, quantity: Number(quantity) }]
        this.dispatchEvent(new CartLinesUpdateEvent({ action: 'add', context: 'product', lines, promise }))
      })
    }
    async add(form) {
      const body = new FormData(form)
      body.append('sections', 'cart-drawer')
      const answer = await (await fetch('/cart/add.js', { method: 'POST', body })).json()
      this.querySelector('[role=alert]').textContent = answer.description ?? ''
      if (answer.status) return { userErrors: [{ message: answer.description }] }
      renderSections(answer.sections)
      await refreshCart()
      document.querySelector('#cart-drawer dialog').showModal()
      return {}
    }
  },
)
document.addEventListener('click', (event) => {
  const dialog = document.querySelector('#cart-drawer dialog')
  if (event.target.closest('[data-open-cart]')) dialog.showModal()
  if (event.target.closest('[data-close-cart]')) dialog.close()
})
document.addEventListener('change', async (event) => {
  const { index } = event.target.dataset ?? {}
  if (!index) return
  const body = JSON.stringify({ line: Number(index), quantity: Number(event.target.value) })
  await fetch('/cart/change.js', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  await refreshCart()
})
const configure = () => {
  window.Shopify.actions.updateCart.configure({
    eventTarget: () => document.querySelector('#cart-drawer') ?? document,
    handler: async (byDefault) => {
      const outcome = await byDefault()
      await refreshCart()
      return outcome
    },
  })
  window.Shopify.actions.openCart.configure({
    handler: async () => document.querySelector('#cart-drawer dialog').showModal(),
  })
}
if (window.Shopify.actions) configure()
else document.addEventListener('DOMContentLoaded', configure, { once: true })
