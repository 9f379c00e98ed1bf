import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createShopifyPort } from '../../app/shopify/createShopifyPort.ts'
import { findMetafield, type StandinCart } from '../standin/shopify/state.ts'
import { openTestPort, type TestPort } from './openTestPort.ts'

let open: TestPort
const token = 'c1-abc?key=0123'
beforeAll(async () => {
  open = await openTestPort({ scopes: ['unauthenticated_write_checkouts', 'unauthenticated_read_checkouts'] })
  const cart: StandinCart = {
    token,
    attributes: {},
    note: '',
    lines: [],
    discountCodes: [],
    customerId: null,
    email: null,
    locale: 'en',
    presentmentCurrency: 'EUR',
    presentmentRate: '1.0',
  }
  open.admin.shop.carts.set(token, cart)
})
afterAll(() => open.admin.close())
const written = () => {
  const { state, shop } = open.admin
  return findMetafield({ state, shop, ownerGid: `gid://shopify/Cart/${token}`, key: 'gate_pass' })
}

describe('writeCartPass', () => {
  test('default: the proof is written into the app’s own namespace of the cart, and replaced', async () => {
    await open.port.writeCartPass({ cartToken: token, proof: 'p1~m~1' })
    await open.port.writeCartPass({ cartToken: token, proof: 'p1~m~2' })
    expect(written()).toMatchObject({
      namespace: 'app--4242',
      type: 'single_line_text_field',
      value: 'p1~m~2',
    })
  })

  test('refuses: a cart token without its key (ERR_SHOPIFY_USER)', async () => {
    const pass = open.port.writeCartPass({ cartToken: 'c1-abc', proof: 'p1~m~3' })
    await expect(pass).rejects.toMatchObject({ code: 'ERR_SHOPIFY_USER' })
  })

  test('refuses: a missing scope and a missing Storefront client (ERR_SCOPE_MISSING, ERR_SHOPIFY_REQUEST)', async () => {
    const { installation } = open.admin.shop
    for (const one of installation?.accessTokens.values() ?? []) one.scopes = ['read_products']
    const denied = open.port.writeCartPass({ cartToken: token, proof: 'p1~m~4' })
    await expect(denied).rejects.toMatchObject({ code: 'ERR_SCOPE_MISSING' })
    const { port } = { port: createShopifyPort({ graphql: open.graphql }) }
    const without = port.writeCartPass({ cartToken: token, proof: 'p1~m~5' })
    await expect(without).rejects.toMatchObject({ code: 'ERR_SHOPIFY_REQUEST' })
    expect(written()?.value).toBe('p1~m~2')
  })
})
