import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { publishGateAgain } from '../../../app/flows/publication/publishGateAgain.ts'
import { runSelfTest } from '../../../app/flows/selfTest/runSelfTest.ts'
import { createShopifyPort } from '../../../app/shopify/createShopifyPort.ts'
import { createFunctionRunner } from '../../../app/wasm/createFunctionRunner.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'
import { openTestPort } from '../../shopify/openTestPort.ts'

/* A shop takes a scope back, and grants it again: the stand-in refuses what Shopify's own table of scopes refuses. */
const { myshopifyDomain } = shop
const NEEDED = ['write_products', 'write_discounts', 'write_validations', 'write_app_proxy', 'write_orders']
const number = makeGate().number

async function open() {
  const shopify = await openTestPort({ scopes: NEEDED })
  onTestFinished(() => shopify.admin.close())
  const { ctx, state } = fakeContext({ gates: [makeGate({ subject: { kind: 'products', ids: [11] } })] })
  const whole = () =>
    override(ctx, {
      // A port of its own for each request, as the server has: scopes are read anew.
      shopify: createShopifyPort({ graphql: shopify.graphql, appUrl: 'https://app.example.com' }),
      functions: createFunctionRunner(),
      canReadChain: () => true,
      jobs: { list: async () => [], findBacklog: async () => null },
      settlements: { list: async () => ({ rows: [], unreadable: [], next: null }) },
    })
  const { installation } = shopify.admin.shop
  if (!installation) throw new Error('The app is not installed.')
  const all = [...installation.scopes]
  /** As Shopify does it: the installation and every token lose the scope at once. */
  const setScopes = (scopes: readonly string[]) => {
    installation.scopes = [...scopes]
    for (const token of installation.accessTokens.values()) token.scopes = [...scopes]
  }
  return {
    state,
    shop: shopify.admin.shop,
    revoke: (lost: string) => setScopes(all.filter((scope) => scope !== lost)),
    grant: () => setScopes(all),
    publish: () => publishGateAgain(whole(), { myshopifyDomain, number }),
    findScopes: async () =>
      (await runSelfTest(whole(), { myshopifyDomain, theme: 'silent' })).find(
        ({ name }) => name === 'scopes',
      ),
  }
}

describe('a shop that revoked a scope', () => {
  let world: Awaited<ReturnType<typeof open>>
  beforeEach(async () => {
    world = await open()
    expect((await world.publish()).publication).toEqual({ kind: 'published' })
  })

  test.each([
    ['write_discounts', 'create discounts'],
    ['write_products', 'change products'],
  ])(
    'refuses: to publish without %s, says so, loses nothing, and recovers (ERR_SCOPE_MISSING)',
    async (scope, words) => {
      const discounts = JSON.stringify([...world.shop.discounts])
      const configs = JSON.stringify([...world.shop.metafields])
      world.revoke(scope)
      // Somebody else removed the marks, so publishing has to write products.
      if (scope === 'write_products') world.shop.metafields.clear()
      const gate = await world.publish()
      expect(gate.publication).toEqual({
        kind: 'pending',
        reason:
          'Shopify does not let Palisade do this in this shop. Open Palisade in Shopify, grant the permissions that it asks for, then try again.',
      })
      // The gate stays as it was saved, and the checkout as it was published.
      expect(gate).toMatchObject({ state: 'active', deletedAt: null })
      expect(world.state.gates).toHaveLength(1)
      expect(JSON.stringify([...world.shop.discounts])).toBe(discounts)
      if (scope !== 'write_products') expect(JSON.stringify([...world.shop.metafields])).toBe(configs)
      expect(await world.findScopes()).toMatchObject({
        outcome: 'failed',
        hint: 'allow',
        facts: [`The app is not allowed to ${words}.`],
      })
      world.grant()
      expect((await world.publish()).publication).toEqual({ kind: 'published' })
      expect(await world.findScopes()).toMatchObject({ outcome: 'passed', facts: [] })
    },
  )
})
