import { expect, test } from 'vitest'
import { composeShopLink } from '../../../app/admin/page/composeShopLink.ts'

test.each([
  ['harbor.myshopify.com', 'orders', 'Open in Shopify', 'shopify://admin/orders/7'],
  ['harbor.myshopify.com', 'customers', 'View in Shopify', 'shopify://admin/customers/7'],
  [
    ...['store-abc123.mybigcommerce.com', 'orders', 'Open in BigCommerce'],
    'https://store-abc123.mybigcommerce.com/manage/orders/7',
  ],
  [
    ...['store-abc123.mybigcommerce.com', 'customers', 'View in BigCommerce'],
    'https://store-abc123.mybigcommerce.com/manage/customers/7/edit',
  ],
] as const)('default: %s, %s: %s', (myshopifyDomain, page, content, url) => {
  expect(composeShopLink({ myshopifyDomain, page, id: '7' })).toEqual({ content, url })
})
