import { expect, test } from 'vitest'
import { describeBlock } from '../../../app/admin/block/describeBlock.ts'
import { describeStoreEnforcement } from '../../../app/admin/enforcement/describeStoreEnforcement.ts'
import { STORE_CHECKOUT } from '../../../app/admin/enforcement/storeCheckout.ts'
import { loadHealth } from '../../../app/admin/home/loadHealth.ts'
import { formatFieldIssue } from '../../../app/admin/messages.ts'
import { formatCustomer } from '../../../app/admin/orders/formatCustomer.ts'
import { describeCategories, describePlatform } from '../../../app/admin/page/describePlatform.ts'
import { listSections, SECTIONS } from '../../../app/admin/page/sections.ts'
import { STORE_ABSENCES } from '../../../app/admin/page/storeAbsences.ts'
import { composePassLink } from '../../../app/admin/passes/composePassLink.ts'
import { formatProblem } from '../../../app/admin/problems/formatProblem.ts'
import { STORE_HINTS } from '../../../app/admin/selfTest/hints.ts'
import { createError } from '../../../app/core/errors/base.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import type { ShopProblem } from '../../../app/core/settlement/problems.ts'

const FOREIGN = /shopify|theme editor|metafield|Functions|npm run deploy/i
const STORE = 'store-northwind.mybigcommerce.com'
const isStore = true

/** The problems that a store can have. Those of Functions, and of what Shopify approves, it cannot. */
const PROBLEMS: readonly ShopProblem[] = [
  { kind: 'holds-not-allowed', gates: [82 as GateNumber], orders: 0 },
  { kind: 'holds-not-allowed', gates: [], orders: 2 },
  { kind: 'orders-pending', orders: 1 },
  { kind: 'orders-waiting', count: 12, seconds: 1800, lastError: null },
  { kind: 'orders-unmatched', orders: ['173331'] },
  { kind: 'timezone-unknown', said: 'Mars/Olympus_Mons', kept: 'Europe/Berlin' },
  { kind: 'domain-unusable', said: 'harbor.example?', kept: 'harbor.example' },
  { kind: 'block-missing', title: 'Harbour jacket' },
  { kind: 'block-unknown', title: null },
  { kind: 'block-blind' },
  { kind: 'work-failing', kinds: ['order'], lastError: 'Shopify did not answer.' },
]

test.each(PROBLEMS)('behavior: a store reads of its own platform: $kind', (problem) => {
  const text = formatProblem(problem, { isStore })
  expect(text).toMatch(/^([A-Z]|[0-9]+ order).+\.$/)
  expect(text).not.toMatch(FOREIGN)
})

test('default: one text has a word for each platform, or two texts', () => {
  expect(describePlatform('Shopify did not answer.', { isStore })).toBe('BigCommerce did not answer.')
  expect(describePlatform('Shopify did not answer.', { isStore: false })).toBe('Shopify did not answer.')
  const both = { shopify: 'Add the block.', bigcommerce: 'The script is added.' }
  expect(describePlatform(both, { isStore })).toBe(both.bigcommerce)
  expect(describePlatform(both, { isStore: false })).toBe(both.shopify)
})

test('behavior: what the merchant named stays as it is', () => {
  const sentence = '“Shopify fans” is not live. Shopify did not answer.'
  expect(describePlatform(sentence, { isStore })).toBe(
    '“Shopify fans” is not live. BigCommerce did not answer.',
  )
})

test('behavior: hints, absences, enforcement and the card’s standing name nothing of Shopify', () => {
  const kinds = ['block-added', 'block-blind'] as const
  const said = [
    ...Object.values(STORE_HINTS).flatMap(({ sentence, server }) => [sentence, server ?? '']),
    ...STORE_ABSENCES.flatMap(({ name, reason }) => [name, reason]),
    ...kinds.map((kind) => describeBlock({ kind }, isStore).fact),
    ...(['hold', 'cancel', 'tag'] as const).map((onViolation) =>
      JSON.stringify(describeStoreEnforcement({ onViolation })),
    ),
    STORE_CHECKOUT,
    formatFieldIssue({ path: 'guard', issue: 'no-cart-binding' }),
    formatFieldIssue({ path: 'combination', issue: 'no-subscriptions' }),
  ]
  expect(said.length).toBeGreaterThan(40)
  expect(said.filter((text) => FOREIGN.test(text))).toEqual([])
})

test('behavior: a health check that fails at a store names BigCommerce', async () => {
  const view = await loadHealth({
    load: () => Promise.reject(createError('ERR_SHOPIFY_REQUEST', 'Shopify did not answer.')),
    warn: () => undefined,
    isStore,
  })
  expect(view.rows[0]?.sentences).toEqual(['Palisade could not check your shop. BigCommerce did not answer.'])
})

test('behavior: a customer of a store opens in its control panel', () => {
  const summary = {
    customer: { kind: 'known', id: 7, name: 'Jo' },
  } as unknown as Parameters<typeof formatCustomer>[0]['summary']
  expect(formatCustomer({ summary, myshopifyDomain: STORE })).toEqual({
    ...{ kind: 'known', name: 'Jo', url: `https://${STORE}/manage/customers/7/edit` },
  })
})

test('behavior: a pass of a store opens on the page of its product, and Shopify’s on the app’s own page', () => {
  const shop = { primaryDomain: 'northwind.example', myshopifyDomain: STORE }
  const pass = { gate: 3, token: 'abc_def' }
  const page = 'https://northwind.example/harbour-jacket/'
  expect(composePassLink({ ...pass, shop, storeUrl: page })).toBe(`${page}#palisade-pass=3.abc_def`)
  expect(composePassLink({ ...pass, shop, storeUrl: null })).toBe(
    'https://northwind.example/#palisade-pass=3.abc_def',
  )
  const other = { primaryDomain: 'harbor.example', myshopifyDomain: 'harbor.myshopify.com' }
  expect(composePassLink({ ...pass, shop: other, storeUrl: null })).toBe(
    'https://harbor.example/apps/palisade/pass#3.abc_def',
  )
})

test('behavior: a store has categories and no counter', () => {
  expect(describeCategories('Select collections', { isStore })).toBe('Select categories')
  expect(describeCategories('1 collection selected', { isStore })).toBe('1 category selected')
  expect(describeCategories('2 collections', { isStore: false })).toBe('2 collections')
  expect(listSections('bigcommerce')).not.toContain(SECTIONS.counter)
  expect(listSections('shopify')).toContain(SECTIONS.counter)
})
