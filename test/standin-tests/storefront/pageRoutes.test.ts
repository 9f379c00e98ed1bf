import { describe, expect, test } from 'vitest'
import { JACKET, openTestShop } from './openTestShop.ts'

describe('pageRoutes', () => {
  test('default', async () => {
    const { ask } = openTestShop()
    const page = await (await ask('/products/varsity-jacket')).text()
    expect(page).toMatch(/<form\s+action="\/cart\/add"\s+method="post"/)
    expect(page).toContain('data-type="add-to-cart-form"')
    expect(page).toContain(`<input type="hidden" name="id" value="${JACKET.small}">`)
    expect(page).toContain('class="shopify-payment-button"')
    expect(page).toMatch(/<div class="price">.*€120\.00/s)
  })

  test('behavior: the home page lists every product and says that it is a stand-in', async () => {
    const { ask } = openTestShop()
    const page = await (await ask('/')).text()
    for (const title of ['Varsity Jacket', 'Camp Mug', 'Field Cap']) expect(page).toContain(title)
    expect(page).toContain('stand-in store for demos')
  })

  test('behavior: the chosen language applies to this page and the next', async () => {
    const { ask } = openTestShop()
    expect(await (await ask('/')).text()).toContain('<html lang="en">')
    expect(await (await ask('/?locale=de')).text()).toContain('<html lang="de">')
    expect(await (await ask('/products/varsity-jacket')).text()).toContain('<html lang="de">')
  })

  test('behavior: the variant in the URL is selected', async () => {
    const { ask } = openTestShop()
    const page = await (await ask(`/products/varsity-jacket?variant=${JACKET.large}`)).text()
    expect(page).toContain(`<input type="hidden" name="id" value="${JACKET.large}">`)
  })

  test('behavior: a sold-out product cannot be bought', async () => {
    const { ask } = openTestShop()
    const page = await (await ask('/products/field-cap')).text()
    expect(page).toContain('Sold out')
    expect(page).not.toContain('shopify-payment-button')
  })

  test.each(['/products/nothing', '/nowhere', '/assets/..%2F..%2Fsession.ts', '/art/none.svg'])(
    'refuses: %s',
    async (path) => {
      expect((await openTestShop().ask(path)).status).toBe(404)
    },
  )
})
