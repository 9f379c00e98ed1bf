import { expect, test } from 'vitest'
import { formatEditorShop } from '../../../app/admin/editor/formatEditorShop.ts'
import { describeStoreEnforcement } from '../../../app/admin/enforcement/describeStoreEnforcement.ts'
import type { Shop } from '../../../app/core/gate/shop.ts'

const holding = { state: 'allowed', isWanted: true, gates: [] } as const
const compose = (myshopifyDomain: string) =>
  formatEditorShop({
    shop: {
      ...{ myshopifyDomain, currencyCode: 'USD', ianaTimezone: 'America/Chicago' },
      settings: { onViolation: 'hold' },
    } as Shop,
    now: 1_796_000_000,
    holding,
  })

test('default: a store says that nothing is refused at checkout, and what happens to an order instead', () => {
  const words = (onViolation: 'hold' | 'cancel' | 'tag') =>
    describeStoreEnforcement({ onViolation }).exclusive.sentences.join(' ')
  expect(words('hold')).toContain('BigCommerce lets no app into its checkout, so everyone can order')
  expect(words('hold')).toContain('Manual Verification Required')
  expect(words('cancel')).toContain('It does not refund the payment')
  expect(words('tag')).toContain('changes nothing else')
  expect(JSON.stringify(describeStoreEnforcement({ onViolation: 'hold' }))).not.toContain('Shopify')
})

test('behavior: a gate’s page has these words on BigCommerce, and Shopify’s own on Shopify', () => {
  expect(compose('store-abc123.mybigcommerce.com').store?.open.title).toBe('By coupon codes')
  expect(compose('harbor.myshopify.com').store).toBeUndefined()
})
