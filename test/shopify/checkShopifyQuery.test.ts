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
    ['a search of staff, with any characters', '/app/orders?q=%E2%80%8E%0a%00'],
    [
      'a reload of the app',
      `/auth/session-token?${shop}&shopify-reload=${encodeURIComponent(`${appUrl}/app?a=b`)}`,
    ],
    ['a way out to the app', exit('/auth?shop=harbor.myshopify.com')],
    ['a way out to the admin', exit('https://admin.shopify.com/store/harbor/charges/1')],
    ['a way out to a shop’s admin', exit('https://harbor.myshopify.com/admin/charges/1')],
  ])('default: %s', (_, address) => {
    expect(() => check(address)).not.toThrow()
  })

  test.each([
    ['a host that is no base64', `/app?${shop}&host=x`],
    ['a host of other characters', `/app?${shop}&host=%F0%9F%A6%89`],
    ['a host whose address is none', `/app?${shop}&host=${btoa('a b')}`],
    ['a host with a line feed inside', `/app?${shop}&host=${btoa('admin.shopify.com\nFAKE')}`],
    ['a host twice', `/app?${shop}&${host}&${host}`],
    ['a shop with a line feed', '/auth/session-token?shop=x%0aFAKELINE'],
    ['a shop of another domain', '/app?shop=harbor.example'],
    ['a shop in capitals', '/app?shop=HARBOR.myshopify.com'],
    ['two shops', `/app?${shop}&${shop}`],
    ['an empty shop', '/app?shop='],
    ['a token with a line feed', `/app?${shop}&id_token=a%0ab`],
    ['a reload elsewhere', `/auth/session-token?${shop}&shopify-reload=https://evil.example/`],
    ['a reload that is no address', `/auth/session-token?${shop}&shopify-reload=https://`],
    ['no way out', `/auth/exit-iframe?${shop}`],
    ['a way out elsewhere', exit('https://evil.example/')],
    ['a way out to a storefront', exit('https://harbor.myshopify.com/')],
    ['a way out by script', exit('javascript:alert(1)')],
    ['a way out by slashes', exit('//evil.example')],
    ['a way out with a line feed', exit('/auth\nFAKE')],
    ['a way out in other letters', `/AUTH/EXIT-IFRAME/?${shop}`],
  ])('refuses: %s (ERR_QUERY_INVALID)', (_, address) => {
    expect(() => check(address)).toThrowError(expect.objectContaining({ code: 'ERR_QUERY_INVALID' }))
  })
})
