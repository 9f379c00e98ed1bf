/* A theme in the structure of Dawn: its elements replace parts of a section by what the server rendered. */
const parse = (html) => new DOMParser().parseFromString(html, 'text/html')
const askSection = async (url, id) => parse(await (await fetch(`${url}section_id=${id}`)).text())
const postJson = (url, body) => {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
}
const put = (id, html, selector) => {
  const [old, anew] = [document.querySelector(id), parse(html).querySelector(selector)]
  if (old && anew) old.innerHTML = anew.innerHTML
}
const SECTIONS = ['cart-drawer', 'cart-icon-bubble']
const renderCart = (sections) => {
  put('#CartDrawer', sections['cart-drawer'], '#CartDrawer')
  put('#cart-icon-bubble', sections['cart-icon-bubble'], '.shopify-section')
  document
    .querySelector('cart-drawer')
    .classList.toggle('is-empty', !sections['cart-icon-bubble'].includes('data-cart-count'))
}
const refreshCart = async () => {
  renderCart(await (await fetch(`/?sections=${SECTIONS}`)).json())
  const page = document.querySelector('cart-items')
  if (!page) return
  const { 'main-cart-items': items, 'main-cart-footer': footer } = await (
    await fetch('/cart?sections=main-cart-items,main-cart-footer')
  ).json()
  put('cart-items', items, 'cart-items')
  put('#main-cart-footer .js-contents', footer, '.js-contents')
}

customElements.define(
  'variant-selects',
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener(
        'change',
        (event) => void this.closest('product-info').choose(event.target.dataset.variantId),
      )
    }
  },
)
customElements.define(
  'product-info',
  class extends HTMLElement {
    async choose(variantId) {
      const { section, url } = this.dataset
      this.querySelector('[name="add"]').setAttribute('disabled', 'disabled')
      const html = await askSection(`${url}?variant=${variantId}&`, section)
      for (const id of [`price-${section}`, `variant-selects-${section}`]) {
        const [old, anew] = [this.querySelector(`#${id}`), html.querySelector(`#${id}`)]
        if (old && anew) old.innerHTML = anew.innerHTML
      }
      history.replaceState({}, '', `${url}?variant=${variantId}`)
      const input = this.querySelector(`#product-form-${section} input[name="id"]`)
      input.value = variantId
      input.dispatchEvent(new Event('change', { bubbles: true }))
      this.querySelector('[name="add"]').toggleAttribute(
        'disabled',
        html.querySelector('[name="add"]').disabled,
      )
    }
  },
)
customElements.define(
  'product-form',
  class extends HTMLElement {
    connectedCallback() {
      this.querySelector('form').addEventListener('submit', (event) => void this.add(event))
    }
    async add(event) {
      if (event.submitter?.hasAttribute('data-buy-now')) return
      event.preventDefault()
      const body = new FormData(event.target)
      body.append('sections', SECTIONS)
      body.append('sections_url', location.pathname)
      const headers = { Accept: 'application/javascript', 'X-Requested-With': 'XMLHttpRequest' }
      const answer = await (await fetch('/cart/add', { method: 'POST', headers, body })).json()
      const message = this.querySelector('.product-form__error-message-wrapper')
      message.hidden = !answer.status
      message.firstElementChild.textContent = answer.description ?? ''
      if (answer.status) return
      renderCart(answer.sections)
      document.querySelector('cart-drawer').open()
    }
  },
)
customElements.define(
  'cart-drawer',
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener('click', (event) => {
        if (event.target.closest('.drawer__close, .cart-drawer__overlay')) this.classList.remove('active')
      })
      this.addEventListener('keyup', (event) => event.code === 'Escape' && this.classList.remove('active'))
    }
    open() {
      this.classList.add('active')
      this.querySelector('.drawer__inner').focus()
    }
  },
)
document.addEventListener('change', async (event) => {
  const { index } = event.target.dataset ?? {}
  if (!index) return
  const body = {
    line: Number(index),
    quantity: Number(event.target.value),
    sections: SECTIONS,
    sections_url: location.pathname,
  }
  const { sections } = await (await postJson('/cart/change', body)).json()
  if (sections) renderCart(sections)
  await refreshCart()
})
document.addEventListener('DOMContentLoaded', () => {
  const { actions } = window.Shopify
  actions.openCart.configure({ handler: async () => document.querySelector('cart-drawer').open() })
  actions.updateCart.configure({
    eventTarget: () => document,
    handler: async (byDefault) => {
      const outcome = await byDefault()
      await refreshCart()
      return outcome
    },
  })
})
