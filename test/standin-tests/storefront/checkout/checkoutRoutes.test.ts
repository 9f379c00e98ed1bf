import { describe, expect, test } from 'vitest'
import { JACKET, openTestShop } from '../openTestShop.ts'

const validation = {
  id: 'gid://shopify/Validation/1',
  title: 'Token gates',
  functionHandle: 'not-deployed',
  enabled: true,
  blockOnFailure: true,
}

describe('checkoutRoutes', () => {
  test('default', async () => {
    const { ask, post } = openTestShop()
    await post('/cart/add.js', { id: JACKET.small, quantity: 2 })
    const page = await (await ask('/checkout')).text()
    expect(page).toContain('Varsity Jacket')
    expect(page).toMatch(/data-total>.*€240\.00/)
    expect(page).not.toContain('TOTAL SAVINGS')
  })

  test('behavior: a client that accepts JSON gets JSON', async () => {
    const { ask, post } = openTestShop()
    await post('/cart/add.js', { id: JACKET.small })
    const answer = await ask('/checkout', { headers: { accept: 'application/json' } })
    expect(await answer.json()).toMatchObject({
      subtotal: '120.00',
      discounts: '0.00',
      total: '120.00',
      errors: [],
    })
  })

  test('behavior: a failed validation blocks the purchase only if the merchant has set that', async () => {
    const blocked = openTestShop({ validations: [validation] })
    await blocked.post('/cart/add.js', { id: JACKET.small })
    expect(await (await blocked.ask('/checkout')).text()).toContain('data-checkout-error')
    expect((await blocked.ask('/checkout/complete', { method: 'POST' })).status).toBe(422)
    expect(blocked.shop.orders).toEqual([])

    const open = openTestShop({ validations: [{ ...validation, blockOnFailure: false }] })
    await open.post('/cart/add.js', { id: JACKET.small })
    expect((await open.ask('/checkout/complete', { method: 'POST' })).status).toBe(303)
    expect(open.shop.orders).toHaveLength(1)
  })

  test('refuses: an empty cart, and an unknown cart', async () => {
    const { ask } = openTestShop()
    expect((await ask('/checkout')).headers.get('location')).toBe('/cart')
    expect((await ask('/checkout.json?cart=nothing')).status).toBe(404)
  })
})
