import { html, raw } from 'hono/html'
import type { StandinCart, StandinOrder, StandinProduct, StandinStore } from '../state.ts'
import { listScripts, type PageKind } from './listScripts.ts'
import { priceCart } from './priceCart.ts'

type Html = ReturnType<typeof html>

/** A page as a Stencil theme renders it: the scripts of the Script Manager at the end of head and body. */
function renderPage(
  store: StandinStore,
  { kind, title, body }: { kind: PageKind; title: string; body: Html },
): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${store.name}</title>
<link rel="stylesheet" href="/theme.css">
${raw(store.headHtml)}${listScripts(store, kind, 'head')}
</head>
<body>
<header><a href="/">${store.name}</a><nav><a href="/cart.php">Cart</a> <a href="/login.php">Account</a></nav></header>
<main>${body}</main>
${listScripts(store, kind, 'footer')}
</body>
</html>`
}

export function renderHome(store: StandinStore): Html {
  const shown = [...store.products.values()].filter(({ isVisible }) => isVisible)
  const body = html`<h1>All products</h1><ul class="productGrid">${shown.map(
    (product) =>
      html`<li class="product"><a href="${product.path}"><img src="/images/${product.id}.svg" alt="" width="200" height="200">${product.name}</a> ${formatPrice(product.variants[0]?.price ?? 0)}</li>`,
  )}</ul>`
  return renderPage(store, { kind: 'storefront', title: 'Home', body })
}

/** The names of classes and fields are those of the platform's own theme, which apps look for. */
export function renderProduct(store: StandinStore, product: StandinProduct, notice = ''): Html {
  const [first] = product.variants
  const options = html`<label>Size <select name="variant_id">${product.variants.map(
    ({ id, label, price }) => html`<option value="${id}">${label ?? ''} ${formatPrice(price)}</option>`,
  )}</select></label>`
  const body = html`<article class="productView" data-product-id="${product.id}">
<img src="/images/${product.id}.svg" alt="${product.name}" width="320" height="320">
<div class="productView-details">
<h1 class="productView-title">${product.name}</h1>
<p class="productView-price"><span class="price price--withoutTax" data-product-price-without-tax>${formatPrice(first?.price ?? 0)}</span></p>
<form method="post" action="/cart.php" data-cart-item-add>
<input type="hidden" name="action" value="add"><input type="hidden" name="product_id" value="${product.id}">
${product.variants.length > 1 ? options : html`<input type="hidden" name="variant_id" value="${first?.id}">`}
<label>Quantity <input name="qty" type="number" min="1" value="1"></label>
<button id="form-action-addToCart">Add to cart</button>
</form>
${notice && html`<p role="alert">${notice}</p>`}
<div class="productView-description">${raw(product.description)}</div>
</div></article>`
  return renderPage(store, { kind: 'storefront', title: product.name, body })
}

export function renderCart(store: StandinStore, cart: StandinCart | null): Html {
  const body = cart
    ? html`<h1>Your cart</h1>${renderLines(store, cart)}<p><a class="button" href="/checkout">Check out</a></p>`
    : html`<h1>Your cart</h1><p>Your cart is empty.</p>`
  return renderPage(store, { kind: 'storefront', title: 'Cart', body })
}

export function renderCheckout(store: StandinStore, cart: StandinCart | null, notice = ''): Html {
  if (!cart)
    return renderPage(store, { kind: 'checkout', title: 'Checkout', body: html`<p>Your cart is empty.</p>` })
  const [code] = cart.couponCodes
  const body = html`<h1>Checkout</h1>${renderLines(store, cart)}
${notice && html`<p role="alert">${notice}</p>`}
<form method="post" action="/checkout/coupon"><label>Coupon code <input name="code" value="${code ?? ''}"></label>
<button name="apply">Apply</button></form>
<form method="post" action="/checkout/order"><label>E-mail <input name="email" type="email" required value="${cart.email}"></label>
<button id="checkout-payment-continue">Place order</button></form>`
  return renderPage(store, { kind: 'checkout', title: 'Checkout', body })
}

export function renderConfirmation(store: StandinStore, order: StandinOrder): Html {
  const body = html`<h1>Thank you!</h1><p data-order-id="${order.id}">Your order number is ${order.id}.</p>
<p>Total ${formatPrice(order.total)}</p>`
  return renderPage(store, { kind: 'order_confirmation', title: 'Order', body })
}

export function renderLogin(store: StandinStore, customerId: number): Html {
  const choices = [...store.customers.values()].map(
    ({ id, email }) => html`<option value="${id}" ${id === customerId ? 'selected' : ''}>${email}</option>`,
  )
  const body = html`<h1>Sign in</h1><form method="post" action="/login.php"><label>Customer
<select name="customer_id"><option value="0">Guest</option>${choices}</select></label><button>Sign in</button></form>`
  return renderPage(store, { kind: 'storefront', title: 'Sign in', body })
}

export function renderMissing(store: StandinStore): Html {
  return renderPage(store, {
    kind: 'storefront',
    title: 'Not found',
    body: html`<h1>404</h1><p>There is no such page.</p>`,
  })
}

function renderLines(store: StandinStore, cart: StandinCart): Html {
  const priced = priceCart(store, cart)
  const lines = priced.lines.map(
    ({ product, variant, quantity }) =>
      html`<tr><td>${product.name}</td><td>${quantity}</td><td>${formatPrice(variant.price * quantity)}</td></tr>`,
  )
  return html`<table class="cart" data-cart-id="${cart.id}"><tbody>${lines}</tbody><tfoot>
<tr><th colspan="2">Subtotal</th><td>${formatPrice(priced.base)}</td></tr>
${priced.coupons.map(({ coupon, amount }) => html`<tr data-coupon><th colspan="2">Coupon ${coupon.code}</th><td>-${formatPrice(amount)}</td></tr>`)}
<tr><th colspan="2">Discount</th><td data-discount>${priced.discount === 0 ? '–' : `-${formatPrice(priced.discount)}`}</td></tr>
<tr><th colspan="2">Shipping</th><td>${formatPrice(priced.shipping)}</td></tr>
<tr><th colspan="2">Total</th><td data-total>${formatPrice(priced.total)}</td></tr></tfoot></table>`
}

function formatPrice(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`
}
