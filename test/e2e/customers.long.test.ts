import { beforeAll, expect, test } from 'vitest'
import { post } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { readTags, unlockAs } from './unlockAs.ts'

/* Customers who are merged and deleted at Shopify, a permission that is withdrawn, and a flood, on the whole server. */
const ADA = 7_766_554_433_221
const BEN = 7_766_554_433_222
const SCOPES = ['write_customers', 'read_customer_merge']
const OFF = { showsWallet: false, usesCartMetafield: false, holdsSuspects: false, writesReceipts: false }
const SETTINGS = { onViolation: 'tag', ...OFF }

let demo: RunningDemo
let tag: string
beforeAll(async () => {
  demo = await openDemo()
  tag = demo.facts.gates[0]?.name ?? ''
  await changeScopes({ grant: SCOPES })
  await setTagging(true)
})

const changeScopes = (body: Record<string, unknown>) =>
  post(`${demo.shopify.graphqlOrigin}/standin/scopes`, { ...body, shop: demo.facts.shop })
const setTagging = (tagsCustomers: boolean) =>
  demo.requestAdmin({ path: '/app/settings.data', body: { ...SETTINGS, tagsCustomers } })
const readPage = async (path: string) => (await demo.requestAdmin({ path: `${path}.data` })).text()
const settle = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 60_000, interval: 500 })

test('default: a flood of one customer’s unlocks is one tag; a merge moves it; a deletion forgets it', async () => {
  for (let i = 0; i < 10; i++) await unlockAs(demo, ADA)
  await settle(() => readTags(demo, ADA)).toEqual([tag])
  const { storefront } = demo.facts
  // The app subscribes to merges in a job, which the change of the setting queued.
  await settle(async () => {
    const merged = await post(`${storefront}/standin/customers/merge`, { from: 1, into: 2 })
    const { log } = (await (await fetch(`${storefront}/standin/webhooks?wait`)).json()) as {
      log: { topic: string; fate: string }[]
    }
    return [merged.merged, log.filter(({ topic }) => topic === 'customers/merge').at(-1)?.fate]
  }).toEqual([false, 'sent'])
  await post(`${storefront}/standin/customers/merge`, { from: ADA, into: BEN })
  await settle(() => readPage(`/app/customers/${BEN}`)).toContain('"Tagged"')
  expect(await readTags(demo, BEN)).toEqual([tag])
  expect(await readPage(`/app/customers/${ADA}`)).toContain('"isEmpty",true')
  await changeScopes({ revoke: SCOPES })
  expect(await readPage('/app/customers')).toContain('"not-allowed"')
  expect(await readPage('/app/settings')).toContain('"not-allowed"')
  await changeScopes({ grant: SCOPES })
  await post(`${storefront}/standin/customers/delete`, { customerId: BEN })
  await settle(() => readPage(`/app/customers/${BEN}`)).toContain('"isEmpty",true')
})
