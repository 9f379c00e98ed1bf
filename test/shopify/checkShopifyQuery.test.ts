import { describe, expect, test } from 'vitest'
import { checkShopifyQuery } from '../../app/shopify/checkShopifyQuery.ts'

const appUrl = 'https://palisade.example'
const shop = 'shop=harbor.myshopify.com'
const host = `host=${btoa('admin.shopify.com/store/harbor').replace(/=+$/, '')}`
const check = (address: string) => checkShopifyQuery({ url: new URL(address, appUrl), appUrl })
const exit = (to: string) => `/auth/exit-iframe?${shop}&exitIframe=${encodeURIComponent(to)}`

describe('checkShopifyQuery', () => {
  test.each([
    ['the admin', `/app?${shop}&${host}&embedded=1&id_token=aaa.bbb-_.ccc`],
    ['no parameters', '/app'],
    ['a padded host', `/app?${shop}&host=${encodeURIComponent(btoa('admin.shopify.com/store/harbor'))}`],
    ['a search by staff with any characters', '/app/orders?q=%E2%80%8E%0a%00'],
    [
      'a reload of the app',
      `/auth/session-token?${shop}&shopify-reload=${encodeURIComponent(`${appUrl}/app?a=b`)}`,
    ],
    ['an exit to the app', exit('/auth?shop=harbor.myshopify.com')],
    ['an exit to the admin', exit('https://admin.shopify.com/store/harbor/charges/1')],
    ['an exit to a shop’s admin', exit('https://harbor.myshopify.com/admin/charges/1')],
  ])('default: %s', (_, address) => {
    expect(() => check(address)).not.toThrow()
  })

  test.each([
    ['a host that is no base64', `/app?${shop}&host=x`],
    ['a host that is an emoji', `/app?${shop}&host=%F0%9F%A6%89`],
    ['a host that encodes no URL', `/app?${shop}&host=${btoa('a b')}`],
    ['a host with a line feed inside', `/app?${shop}&host=${btoa('admin.shopify.com\nFAKE')}`],
    ['two hosts', `/app?${shop}&${host}&${host}`],
    ['a shop with a line feed', '/auth/session-token?shop=x%0aFAKELINE'],
    ['a shop of another domain', '/app?shop=harbor.example'],
    ['a shop in capitals', '/app?shop=HARBOR.myshopify.com'],
    ['two shops', `/app?${shop}&${shop}`],
    ['an empty shop', '/app?shop='],
    ['a token with a line feed', `/app?${shop}&id_token=a%0ab`],
    ['a reload on another site', `/auth/session-token?${shop}&shopify-reload=https://evil.example/`],
    ['a reload without a valid URL', `/auth/session-token?${shop}&shopify-reload=https://`],
    ['no exit', `/auth/exit-iframe?${shop}`],
    ['an exit to another site', exit('https://evil.example/')],
    ['an exit to a storefront', exit('https://harbor.myshopify.com/')],
    ['an exit to a script', exit('javascript:alert(1)')],
    ['an exit to a protocol-relative URL', exit('//evil.example')],
    ['an exit with a line feed', exit('/auth\nFAKE')],
    ['no exit, with the path in capitals', `/AUTH/EXIT-IFRAME/?${shop}`],
  ])('refuses: %s (ERR_QUERY_INVALID)', (_, address) => {
    expect(() => check(address)).toThrowError(expect.objectContaining({ code: 'ERR_QUERY_INVALID' }))
  })
})
