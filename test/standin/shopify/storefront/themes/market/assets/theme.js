const showCount = (count) => {
  for (const badge of document.querySelectorAll('[data-cart-count]')) {
    badge.textContent = String(count)
    badge.hidden = count === 0
  }
}

const showToast = (item) => {
  const toast = document.querySelector('[data-toast]')
  toast.innerHTML = `<div class="item"><img alt="" width="56" height="56"><div><p><strong>Added to your cart</strong></p><p class="quiet small"></p></div></div>
    <div class="buttons"><a class="button" href="/cart">View cart</a><a class="button button--solid" href="/checkout">Check out</a></div>`
  toast.querySelector('img').src = item.image ?? '/art/parcel.svg'
  toast.querySelector('.quiet').textContent = item.title
  toast.hidden = false
  clearTimeout(showToast.timer)
  showToast.timer = setTimeout(() => {
    toast.hidden = true
  }, 6000)
}

const addToCart = async (form) => {
  const button = form.querySelector('[name="add"]')
  const error = form.querySelector('[data-error]')
  error.textContent = ''
  button.disabled = true
  try {
    const body = new FormData(form)
    const answer = await fetch('/cart/add.js', {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
    })
    const added = await answer.json()
    if (!answer.ok) throw new Error(added.description)
    const cart = await (await fetch('/cart.js')).json()
    showCount(cart.item_count)
    showToast(added)
  } catch (problem) {
    error.textContent = problem.message || 'Something went wrong. Please try again.'
  }
  button.disabled = false
}

document.addEventListener('submit', (event) => {
  const form = event.target
  const isBuyNow = event.submitter?.hasAttribute('data-buy-now')
  if (form.dataset.type !== 'add-to-cart-form' || isBuyNow || event.defaultPrevented) return
  event.preventDefault()
  void addToCart(form)
})

document.addEventListener('click', (event) => {
  const step = event.target.closest('[data-step]')
  if (!step) return
  const input = step.parentElement.querySelector('input')
  input.value = String(Math.max(Number(input.min), Number(input.value) + Number(step.dataset.step)))
  input.dispatchEvent(new Event('change', { bubbles: true }))
})

document.addEventListener('change', (event) => {
  const { target } = event
  if (target.matches('[data-variant]')) {
    const product = target.closest('[data-product]')
    const input = product.querySelector('form[data-type="add-to-cart-form"] [name="id"]')
    input.value = target.value
    input.dispatchEvent(new Event('change', { bubbles: true }))
    const price = product.querySelector('[data-price]')
    price.replaceChildren(target.closest('label').querySelector('template').content.cloneNode(true))
    history.replaceState(null, '', `?variant=${target.value}`)
  }
  if (target.matches('[data-submit-on-change]')) target.form.requestSubmit()
  if (target.matches('[data-cart] [name="updates[]"]')) target.form.submit()
})
