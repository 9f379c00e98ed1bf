import type { Page } from 'playwright-core'

/** A theme of a BigCommerce store that treats the card badly. */
export type HostileStore = {
  readonly name: string
  /** A script that runs before everything else on each page. */
  readonly script?: string
  /** What the theme makes of the product page's HTML. */
  readonly rewrite?: (html: string) => string
  /** The store's policy for content. */
  readonly policy?: (origins: { readonly store: string; readonly app: string }) => string
  readonly prepare?: (page: Page) => Promise<unknown>
  /** What the theme does before the shopper connects. */
  readonly before?: (page: Page) => Promise<unknown>
  /** What the theme does after the unlock. */
  readonly after?: (page: Page) => Promise<unknown>
  /** How the theme puts the product into the cart; default: its form, which leads to the cart. */
  readonly buy?: (page: Page) => Promise<unknown>
  /** The card's sentence if it cannot work there. */
  readonly says?: RegExp
}

const SCRIPT = /<script src="[^"]*palisade-store\.js[^"]*"[^>]*><\/script>/

/** Press the button of the theme's form. The cart's page shows the price as soon as it has the code. */
export const pressAdd = async (page: Page) => {
  await page.locator('#form-action-addToCart').click()
  await page.waitForURL(/cart\.php/)
  await page.locator('[data-discount]', { hasText: '-$24.00' }).waitFor()
}

/** Render the product's part of the page anew, as a theme does after a choice of options. */
const renderAnew = (page: Page) =>
  page.evaluate(async () => {
    const text = await (await fetch(location.href)).text()
    const found = new DOMParser().parseFromString(text, 'text/html').querySelector('main')
    if (found) document.querySelector('main')?.replaceWith(found)
  })

/** Put the jacket into the cart as a drawer does: by a request of the theme, without a submit and another page. */
export const addInDrawer = (page: Page) =>
  page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    const lineItems = [{ productId: 111, variantId: 361, quantity: 1 }]
    await fetch('/api/storefront/carts', { method: 'POST', headers, body: JSON.stringify({ lineItems }) })
  })

/** Answer requests to a part of the server's addresses later. */
const delay = (pattern: RegExp, ms: number) => (page: Page) =>
  page.route(pattern, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, ms))
    await route.continue()
  })

export const HOSTILE_STORES: readonly HostileStore[] = [
  { name: 'leads to the cart, which shows the price, and from there to the checkout' },
  {
    name: 'names its language as no browser does',
    rewrite: (html) => html.replace(/<html[^>]*>/, '<html lang="en_US">'),
  },
  { name: 'loads the script twice', rewrite: (html) => html.replace(SCRIPT, '$&$&') },
  {
    name: 'loads the script in the head, at once',
    rewrite: (html) => {
      const [script = ''] = SCRIPT.exec(html) ?? []
      return html.replace(script, '').replace('</head>', `${script.replace(' defer', '')}</head>`)
    },
  },
  {
    name: 'loads the script late',
    rewrite: (html) =>
      html.replace(SCRIPT, (script) => {
        const [, src] = /src="([^"]*)"/.exec(script) ?? []
        return `<script>setTimeout(() => {
          const late = document.createElement('script'); late.src = '${src?.replace(/&amp;/g, '&')}'
          document.body.append(late)
        }, 1500)</script>`
      }),
  },
  { name: 'renders its main part anew before the unlock', before: renderOnceShown },
  { name: 'renders its main part anew after the unlock', after: renderAnew },
  {
    name: 'renders the form after the page has loaded',
    rewrite: (html) =>
      html.replace(
        /<form method="post" action="\/cart\.php"[\s\S]*?<\/form>/,
        (form) => `<div id="later"></div><template id="form">${form}</template><script>
          setTimeout(() => document.getElementById('later').append(document.getElementById('form').content), 1500)
        </script>`,
      ),
  },
  {
    name: 'changes the variant',
    after: async (page) => {
      for (const variant of ['362', '361']) {
        await page.locator('[name="variant_id"]').selectOption(variant)
        // As long as a second card would take to appear.
        await page.evaluate(() => {
          document.querySelector('.productView-price')?.append(' ')
          return new Promise((resolve) => setTimeout(resolve, 1000))
        })
      }
    },
  },
  {
    name: 'resets every element',
    rewrite: (html) =>
      html.replace(
        '</head>',
        `<style>* { margin: 0; padding: 0; box-sizing: content-box; float: none; letter-spacing: 2px }
        button, a { all: unset } svg, img { width: 100%; height: 100% } p { font-size: 30px } div { display: inline }</style></head>`,
      ),
  },
  { name: 'puts the product into a drawer by a request', buy: addInDrawer },
  {
    name: 'puts the product into a drawer on a slow network',
    prepare: delay(/\/api\/storefront\/carts$/, 3000),
    buy: addInDrawer,
  },
  {
    name: 'puts functions and texts into the prototypes of objects and arrays',
    script: `Object.prototype.each = function () {}; Object.prototype.junk = 'junk'; Object.prototype.length = 3
      Array.prototype.last = function () { return this[this.length - 1] }; Array.prototype.junk = 'junk'`,
  },
  {
    name: 'replaces fetch by one of its own, with old requests below',
    script: `window.fetch = (url, { method = 'GET', headers = {}, body } = {}) => new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(method, url)
      for (const [name, value] of headers.forEach ? [...headers] : Object.entries(headers)) request.setRequestHeader(name, value)
      const answer = () => ({
        ok: request.status < 300, status: request.status, clone: answer,
        text: () => Promise.resolve(request.responseText), json: () => Promise.resolve(JSON.parse(request.responseText)),
      })
      request.onload = () => resolve(answer())
      request.onerror = () => reject(new TypeError('failed'))
      request.send(body)
    })`,
  },
  {
    name: 'has a strict policy for content',
    policy: ({ store, app }) =>
      `default-src 'none'; script-src ${store} ${app}; style-src ${store}; img-src ${store}; connect-src ${store} ${app}; form-action ${store}`,
  },
  {
    name: 'demands trusted types',
    policy: () => `require-trusted-types-for 'script'`,
  },
  { name: 'stands on a slow network', prepare: delay(/palisade|bigcommerce/, 2000) },
]

async function renderOnceShown(page: Page): Promise<void> {
  await page.locator('palisade-gate').waitFor()
  await renderAnew(page)
}
