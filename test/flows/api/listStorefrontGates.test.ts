import { expect, test } from 'vitest'
import type { GateNumber, Subject } from '../../../app/core/gate/types.ts'
import { addSite } from '../../../app/flows/api/addSite.ts'
import { listStorefrontGates } from '../../../app/flows/api/listStorefrontGates.ts'
import { fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop
const subjects: readonly Subject[] = [
  { kind: 'all' },
  { kind: 'products', ids: [11] },
  { kind: 'variants', variants: [{ productId: 12, variantId: 121 }] },
]

/** A context whose gates are numbered 1, 2 and 3, about these subjects. */
function open() {
  const { ctx } = fakeContext()
  const gates = subjects.map((subject, at) => makeGate({ number: (at + 1) as GateNumber, subject }))
  return {
    ...ctx,
    gates: {
      ...ctx.gates,
      list: async () => gates,
      listUsedUp: async () => [gates[1]?.number as GateNumber],
    },
  }
}

test('default: each product has its gates, those of a variant too, and gates about all products', async () => {
  const found = await listStorefrontGates(open(), { myshopifyDomain, products: [11, 12, 13] })
  expect(Object.fromEntries(found.products)).toEqual({ 11: [1, 2], 12: [1, 3], 13: [1] })
  expect(found.gates.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(found.usedUp).toEqual([2])
})

test('behavior: only gates of the asked products are listed', async () => {
  const found = await listStorefrontGates(open(), { myshopifyDomain, products: [12] })
  expect(found.gates.map(({ number }) => number)).toEqual([1, 3])
})

test('behavior: a site of the project joins the domains that a login may name; no site changes nothing', async () => {
  const { ctx } = fakeContext()
  const load = async (site: string | null) =>
    (await addSite(ctx, site).shops.load(myshopifyDomain)).allowedDomains
  expect(await load(null)).toEqual(shop.allowedDomains)
  expect(await load('Store.Example:8080')).toEqual([...shop.allowedDomains, 'store.example:8080'])
})
