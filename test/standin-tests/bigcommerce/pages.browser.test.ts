import { describe, expect, test } from 'vitest'
import { openPerson } from '../../e2e/openPerson.ts'
import { SHOPPER } from '../../standin/bigcommerce/seedStore.ts'
import { installTestApp, openTestStore } from './openTestStore.ts'

/** What an app's script does on a storefront: it reads who is signed in, and puts a code into the checkout. */
const CARD = `(async () => {
  const { searchParams } = new URL(document.currentScript.src)
  const said = document.createElement('output')
  document.querySelector('main').append(said)
  const known = await fetch('/customer/current.jwt?app_client_id=' + searchParams.get('client'))
  const customer = known.ok ? JSON.parse(atob((await known.text()).split('.')[1])).customer.email : 'a guest'
  const [cart] = await (await fetch('/api/storefront/carts', { credentials: 'same-origin' })).json()
  if (!cart) return said.append('No cart for ' + customer)
  const entered = await fetch('/api/storefront/checkouts/' + cart.id + '/coupons', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ couponCode: 'HOLDER-1' }),
  })
  said.append((entered.ok ? 'Unlocked for ' : 'Refused for ') + customer)
})()`

describe('the pages in a browser', () => {
  test('default: a shopper buys with a code that the app’s script entered', async () => {
    const opened = await openTestStore({ bodyOf: () => CARD })
    const { call } = await installTestApp(opened)
    const rules = [{ action: { cart_items: { discount: { percentage_amount: '50' } } } }]
    const draft = { name: 'Holders', redemption_type: 'COUPON', rules }
    const { id } = (await call('POST', '/v3/promotions', draft)).body.data
    await call('POST', `/v3/promotions/${id}/codes`, { code: 'HOLDER-1', max_uses: 1 })
    const src = `${opened.appOrigin}/card.js?client=${opened.store.app.clientId}`
    await call('POST', '/v3/content/scripts', { name: 'Card', kind: 'src', src, visibility: 'storefront' })
    const page = await (await openPerson()).newPage()
    await page.goto(`${opened.origin}/login.php`)
    await page.getByLabel('Customer').selectOption(String(SHOPPER))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('No cart for jo@example.com').waitFor()
    await page.getByRole('link', { name: 'Enamel mug' }).click()
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByText('Unlocked for jo@example.com').waitFor()
    await page.getByRole('link', { name: 'Check out' }).click()
    await expect.poll(() => page.locator('[data-discount]').textContent()).toBe('-$9.25')
    // The card is for pages of the storefront alone.
    expect(await page.locator('output').count()).toBe(0)
    await page.getByRole('button', { name: 'Place order' }).click()
    await page.getByRole('heading', { name: 'Thank you!' }).waitFor()
    const order = await page.locator('[data-order-id]').getAttribute('data-order-id')
    expect((await call('GET', `/v2/orders/${order}`)).body).toMatchObject({
      customer_id: SHOPPER,
      total_inc_tax: '19.2500',
    })
  })

  test('behavior: a merchant installs the app and opens it in the control panel', async () => {
    const opened = await openTestStore({
      bodyOf: (path) => `<h1>${path.startsWith('/bigcommerce/auth') ? 'Welcome' : 'Your gates'}</h1>`,
    })
    const page = await (await openPerson()).newPage()
    await page.goto(`${opened.origin}/manage`)
    await page.getByText('store_v2_marketing').waitFor()
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.frameLocator('#bc-app').getByRole('heading', { name: 'Welcome' }).waitFor()
    await installTestApp(opened)
    await page.goto(`${opened.origin}/manage`)
    await page.frameLocator('#bc-app').getByRole('heading', { name: 'Your gates' }).waitFor()
    const asked = opened.received.map(({ path }) => new URL(path, opened.appOrigin))
    const load = asked.find(({ pathname }) => pathname === '/bigcommerce/load')
    expect(load?.searchParams.get('signed_payload_jwt')?.split('.')).toHaveLength(3)
  })
})
