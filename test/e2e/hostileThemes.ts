import type { Page } from 'playwright-core'

/** A theme that treats the block badly. */
export type HostileTheme = {
  readonly name: string
  /** A script that runs before everything else on each page of the theme. */
  readonly script?: string
  /** What the theme makes of the product page's HTML. */
  readonly rewrite?: (html: string) => string
  readonly policy?: string
  /** Another page than the product's, on which the shopper meets the product. */
  readonly path?: string
  /** What the shopper does before the block can be used. */
  readonly before?: (page: Page) => Promise<unknown>
  /** What the theme does after the unlock. */
  readonly after?: (page: Page) => Promise<unknown>
  /** How the theme buys; default: its form. Each ends at the checkout. */
  readonly buy?: (page: Page) => Promise<unknown>
  /** The block's sentence if it cannot work there. It says so before anything is bought. */
  readonly says?: RegExp
}

const BLOCK =
  /<div id="shopify-block-[\s\S]*?<\/palisade-gate><\/div>|<palisade-gate[\s\S]*?<\/palisade-gate>/
/** Press the button of the theme's form. */
export const pressAdd = async (page: Page) => {
  const added = page.waitForResponse(/\/cart\/add/)
  await page.locator('button[name="add"]').first().click()
  await added
}
/** Post to the cart as a script of the theme does, and read the answer. */
const postAs = (page: Page, path: string, body: string) =>
  page.evaluate(
    async ([to = '', json = '']) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(to, { method: 'POST', headers, body: json })
      await answer.text()
    },
    [path, body],
  )
const JACKET = '{"items":[{"id":91011,"quantity":1}]}'
const WRAP_FETCH = 'const given = window.fetch;'

const KEPT_CART = `{ ${WRAP_FETCH} let kept
  window.fetch = async (url, how) => {
    if (!/cart\\.js/.test(url)) return given(url, how)
    kept ??= await (await given(url, how)).text()
    return new Response(kept, { headers: { 'content-type': 'application/json' } })
  } }`

/** Open the product in a dialog of another page: its HTML is put there, and its scripts run anew. */
const openQuickView = (page: Page) =>
  page.evaluate(async () => {
    const text = await (await fetch('/products/varsity-jacket')).text()
    const found = new DOMParser().parseFromString(text, 'text/html')
    const dialog = document.createElement('dialog')
    dialog.append(...[found.querySelector('[data-product]')].flatMap((one) => one ?? []))
    document.body.append(dialog)
    for (const old of dialog.querySelectorAll('script[src]')) {
      const script = document.createElement('script')
      script.src = (old as HTMLScriptElement).src
      old.replaceWith(script)
    }
    dialog.showModal()
  })

export const HOSTILE_THEMES: readonly HostileTheme[] = [
  {
    name: 'hides the block in a closed accordion',
    rewrite: (html) => html.replace(BLOCK, '<details><summary>For members</summary>$&</details>'),
    before: (page) => page.getByText('For members').click(),
  },
  {
    name: 'clones the block into a bar',
    script: `addEventListener('load', () => {
      const bar = document.createElement('aside')
      bar.append(document.querySelector('palisade-gate')?.cloneNode(true) ?? '')
      document.querySelector('main').append(bar)
    })`,
  },
  {
    name: 'moves the block after the unlock',
    after: async (page) => {
      await page.evaluate(() => {
        const block = document.querySelector('palisade-gate')
        if (block) document.querySelector('main')?.prepend(block)
      })
      await page.locator('palisade-gate[data-state="unlocked"]').first().waitFor()
    },
  },
  {
    name: 'moves the block away and back while the shopper signs in',
    before: (page) =>
      page.evaluate(() => {
        const block = document.querySelector('palisade-gate')
        if (block) document.querySelector('main')?.append(block)
      }),
  },
  { name: 'includes the block twice', rewrite: (html) => html.replace(BLOCK, '$&$&') },
  {
    name: 'renders its main part anew after the unlock',
    after: async (page) => {
      await page.evaluate(async () => {
        const text = await (await fetch(location.href)).text()
        const found = new DOMParser().parseFromString(text, 'text/html').querySelector('main')
        if (found) document.querySelector('main')?.replaceWith(found)
      })
      await page.locator('palisade-gate[data-state="unlocked"]').waitFor()
    },
  },
  {
    name: 'resets dialogs, buttons and hidden parts',
    rewrite: (html) =>
      html.replace(
        '</head>',
        '<style>dialog { display: none } button { all: unset } svg { width: 100%; height: 100% } [hidden] { display: block }</style></head>',
      ),
  },
  {
    name: 'loads every script as soon as it can',
    rewrite: (html) => {
      const [script = ''] = /<script src="[^"]*palisade-gate\.js" defer><\/script>/.exec(html) ?? []
      return html.replace(script, '').replace('</head>', `${script.replace(' defer', '')}</head>`)
    },
  },
  {
    name: 'adds with a request of its own, of id and quantity alone',
    buy: (page) => postAs(page, '/cart/add.js', JACKET),
  },
  {
    name: 'has no script, and posts its form',
    rewrite: (html) => html.replace(/<script[^>]*theme\.js[^>]*><\/script>/, ''),
  },
  {
    name: 'empties the cart, and adds, for a button "Buy it now" of its own',
    buy: async (page) => {
      await postAs(page, '/cart/clear.js', '{}')
      await postAs(page, '/cart/add.js', JACKET)
    },
  },
  {
    name: 'has Shopify’s own button "Buy it now"',
    buy: async (page) => {
      await page.locator('[data-buy-now]').first().click()
      await page.waitForURL(/checkout/)
    },
  },
  {
    name: 'opens the product in a quick view',
    path: '/',
    before: openQuickView,
  },
  {
    name: 'drops properties that begin with an underscore',
    script: `{ const set = FormData.prototype.set, append = FormData.prototype.append
      for (const [name, old] of [['set', set], ['append', append]])
        FormData.prototype[name] = function (key, ...rest) { if (!/\\[_/.test(key)) old.call(this, key, ...rest) }
      ${WRAP_FETCH}
      window.fetch = (url, how) => {
        if (/cart.add/.test(url)) for (const key of [...(how.body?.keys?.() ?? [])]) if (/\\[_/.test(key)) how.body.delete(key)
        return given(url, how)
      } }`,
  },
  {
    name: 'keeps an old cart, and answers reads with it',
    script: KEPT_CART,
  },
  {
    name: 'puts functions and texts into the prototypes of objects and arrays',
    script: `Object.prototype.each = function () {}; Object.prototype.junk = 'junk'; Object.prototype.length = 3
      Array.prototype.last = function () { return this[this.length - 1] }; Array.prototype.junk = 'junk'`,
  },
  {
    name: 'brings a library that writes lists as texts into JSON',
    script: `Array.prototype.toJSON = function () { return '[' + this.join() + ']' }`,
    says: /Your wallet didn’t answer as expected/,
  },
  {
    name: 'replaces fetch by one of its own, with old requests below',
    script: `window.fetch = (url, { method = 'GET', headers = {}, body } = {}) => new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open(method, url)
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
      request.onload = () => resolve({
        ok: request.status < 300, status: request.status,
        text: () => Promise.resolve(request.responseText), json: () => Promise.resolve(JSON.parse(request.responseText)),
      })
      request.onerror = () => reject(new TypeError('failed'))
      request.send(body)
    })`,
  },
  {
    name: 'reads every answer before it passes it on',
    script: `{ ${WRAP_FETCH} window.fetch = async (...asked) => { const answer = await given(...asked); await answer.text(); return answer } }`,
    says: /The shop didn’t answer as expected/,
  },
  {
    name: 'answers nothing to requests that it does not know',
    script: `{ ${WRAP_FETCH} window.fetch = async (...asked) => (/palisade/.test(asked[0]) ? undefined : given(...asked)) }`,
    says: /The shop didn’t answer as expected/,
  },
  {
    name: 'has a strict policy for content',
    policy:
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; require-trusted-types-for 'script'",
    // The theme's own toast is HTML of a text, which this policy forbids.
    buy: (page) => postAs(page, '/cart/add.js', JACKET),
  },
]
