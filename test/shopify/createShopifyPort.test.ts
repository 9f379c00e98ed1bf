import { parse, validate } from 'graphql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FoundMetafield } from '../../app/core/publication/metafields.ts'
import { createShopifyPort } from '../../app/shopify/createShopifyPort.ts'
import type { AdminGraphql } from '../../app/shopify/runOperation.ts'
import { loadSchema } from '../standin/shopify/schemas/loadSchema.ts'
import { startTestAdmin, type TestAdmin } from '../standin-tests/admin/startTestAdmin.ts'

/*
 * The stand-in executes every operation of the app over Shopify's real schema. Each is validated against this year's
 * two API versions.
 */
let admin: TestAdmin
beforeEach(async () => {
  admin = await startTestAdmin()
  await admin.install()
})
afterEach(() => admin.close())

const schemas = await Promise.all([loadSchema('admin_2026-07'), loadSchema('admin_2026-10')])
/** Documents that fit both versions: each is validated once, which takes longer than to execute it. */
const valid = new Set<string>()
const graphql: AdminGraphql = async (document, options) => {
  if (!valid.has(document))
    for (const schema of schemas) expect(validate(schema, parse(document)).map(String)).toEqual([])
  valid.add(document)
  const { body } = await admin.graphql({ query: document, variables: options?.variables })
  return { json: async () => body }
}
const COMBINATION = {
  productDiscounts: false,
  orderDiscounts: true,
  shippingDiscounts: true,
  purchases: 'both',
} as const
const PRODUCT = 'gid://shopify/Product/11'
const name = { ownerId: PRODUCT, key: 'gates' }
/** The one metafield that was asked for. */
const one = (found: readonly (FoundMetafield | 'owner-gone' | null)[]) => {
  const [first] = found
  if (!first || first === 'owner-gone') throw new Error('The metafield is missing.')
  return first
}
const marks = (value: string, digest: string | null) => ({
  ...name,
  type: 'single_line_text_field',
  value,
  digest,
})

describe('the Admin API of a shop', () => {
  test('default: the identity of the shop', async () => {
    expect(await createShopifyPort({ graphql }).readShop()).toEqual({
      id: 70012345678n,
      myshopifyDomain: 'northwind.myshopify.com',
      primaryDomain: '127.0.0.1:3001',
      ianaTimezone: 'Europe/Berlin',
      currencyCode: 'EUR',
      plan: 'Basic',
      hasAccounts: false,
    })
  })

  test('behavior: definitions are created once, and later checked in one request', async () => {
    let requests = 0
    const port = createShopifyPort({
      graphql: (...call) => {
        requests++
        return graphql(...call)
      },
    })
    await port.ensureDefinitions()
    expect(requests).toBe(12)
    requests = 0
    await port.ensureDefinitions()
    expect(requests).toBe(1)
  })

  test('behavior: two saves at once may both create the definitions', async () => {
    const port = createShopifyPort({ graphql })
    await Promise.all([port.ensureDefinitions(), port.ensureDefinitions(), port.ensureDefinitions()])
    expect(await port.readPublished({ ownerIds: [] })).toMatchObject({ needsDefinitions: false })
  })

  test.each([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
    'behavior: if the request %i for definitions fails, the next publication creates what is missing',
    async (failing) => {
      let requests = 0
      const port = createShopifyPort({
        graphql: (...call) => {
          if (++requests === failing) throw new Error('fetch failed')
          return graphql(...call)
        },
      })
      await expect(port.ensureDefinitions()).rejects.toMatchObject({ code: 'ERR_SHOPIFY_REQUEST' })
      expect(await port.readPublished({ ownerIds: [] })).toMatchObject({ needsDefinitions: true })
      await port.ensureDefinitions()
      requests = 100
      await port.ensureDefinitions()
      expect(requests).toBe(101)
    },
  )

  test('behavior: a discount carries its config and is found by its id; a missing one is null', async () => {
    const port = createShopifyPort({ graphql })
    await port.ensureDefinitions()
    const { discountId } = await port.createDiscount({
      profile: 0,
      combination: COMBINATION,
      proofConfig: '{"v":1}',
      startsAt: 1_800_000_000,
    })
    expect(await port.findDiscount({ discountId })).toEqual({ discountId, hasEnded: false })
    expect(await port.findDiscount({ discountId: 'gid://shopify/DiscountAutomaticNode/999' })).toBeNull()
    const config = one(await port.readMetafields([{ ownerId: discountId, key: 'proof_config' }]))
    expect(config.value).toBe('{"v":1}')
    const [discount] = admin.shop.discounts.values()
    expect(discount).toMatchObject({
      functionHandle: 'gate-discount',
      discountClasses: ['PRODUCT', 'ORDER', 'SHIPPING'],
      appliesOnOneTimePurchase: true,
    })
  })

  test('behavior: the discounts of a profile are found by their configs, oldest first, and can be deleted', async () => {
    const port = createShopifyPort({ graphql })
    await port.ensureDefinitions()
    const make = (profile: number) =>
      port.createDiscount({
        profile: 0,
        combination: COMBINATION,
        proofConfig: JSON.stringify({ v: 1, p: profile }),
        startsAt: 1_800_000_000,
      })
    const [first, , third] = [await make(0), await make(1), await make(0)]
    expect(await port.findProfileDiscounts({ profile: 0 })).toEqual([first.discountId, third?.discountId])
    await port.deleteDiscount(first)
    expect(await port.findProfileDiscounts({ profile: 0 })).toEqual([third?.discountId])
    await expect(port.deleteDiscount(first)).rejects.toMatchObject({ code: 'ERR_SHOPIFY_USER' })
  })

  test('behavior: a missing owner is told apart from a missing metafield', async () => {
    const port = createShopifyPort({ graphql })
    await port.ensureDefinitions()
    const gone = { ownerId: 'gid://shopify/Product/999', key: 'gates' }
    expect(await port.readMetafields([gone, name])).toEqual(['owner-gone', null])
  })

  test('behavior: a metafield is written, read and deleted', async () => {
    const port = createShopifyPort({ graphql })
    await port.ensureDefinitions()
    await port.writeMetafields([marks('15o', null)])
    const written = one(await port.readMetafields([name]))
    expect(written.value).toBe('15o')
    await port.writeMetafields([{ ...marks('', written.digest), value: null }])
    expect(await port.readMetafields([name])).toEqual([null])
  })

  test('refuses: to overwrite what somebody else wrote meanwhile (ERR_SHOPIFY_STALE)', async () => {
    const port = createShopifyPort({ graphql })
    await port.ensureDefinitions()
    await port.writeMetafields([marks('15o', null)])
    await expect(port.writeMetafields([marks('15p', null)])).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_STALE',
    })
    const kept = one(await port.readMetafields([name]))
    expect(kept.value).toBe('15o')
  })

  test('refuses: to delete what somebody else wrote meanwhile (ERR_SHOPIFY_STALE)', async () => {
    const port = createShopifyPort({ graphql })
    await port.ensureDefinitions()
    await port.writeMetafields([marks('15o', null)])
    const { digest } = one(await port.readMetafields([name]))
    await port.writeMetafields([marks('15p', digest)])
    await expect(port.writeMetafields([{ ...marks('', digest), value: null }])).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_STALE',
    })
    expect(one(await port.readMetafields([name])).value).toBe('15p')
  })

  test('behavior: cards are created, replaced and found by handle, even if one request cannot hold them all', async () => {
    const port = createShopifyPort({ graphql })
    await port.ensureDefinitions()
    const fields = { number: '1', name: 'Owls', state: 'active', kind: 'discount', needs: '{}', gives: '{}' }
    const cards = Array.from({ length: 26 }, (_, i) => ({ handle: `gate-${i}`, fields }))
    const made = await port.writeGateCards(cards)
    expect(made).toHaveLength(26)
    const [first, second] = made
    const renamed = { handle: 'gate-1', fields: { ...fields, name: 'Night Owls' } }
    expect(await port.writeGateCards([renamed])).toEqual([second])
    expect(await port.findGateCards(['gate-99', 'gate-0'])).toEqual([
      null,
      (first as { cardId: string }).cardId,
    ])
  })

  test('behavior: an entry of gated content, which no storefront reads, names the gate that opens it', async () => {
    const port = createShopifyPort({ graphql })
    await port.ensureDefinitions()
    expect(await port.readContentEntry({ handle: 'club' })).toBeNull()
    const fields = { number: '7', name: 'Owls', state: 'active', kind: 'discount', needs: '{}', gives: '{}' }
    const [card] = await port.writeGateCards([{ handle: 'gate-7', fields }])
    const body = JSON.stringify({ type: 'root', children: [] })
    const write = (handle: string, more: readonly object[]) =>
      admin.graphql({
        query: `mutation Write($handle: MetaobjectHandleInput!, $entry: MetaobjectUpsertInput!) {
          metaobjectUpsert(handle: $handle, metaobject: $entry) { metaobject { id } userErrors { message } }
        }`,
        variables: {
          handle: { type: '$app:content', handle },
          entry: { fields: [{ key: 'body', value: body }, ...more] },
        },
      })
    await write('club', [{ key: 'gate', value: (card as { cardId: string }).cardId }])
    await write('loose', [])
    expect(await port.readContentEntry({ handle: 'club' })).toEqual({ gate: 7, body })
    expect(await port.readContentEntry({ handle: 'loose' })).toEqual({ gate: null, body })
    const { body: answer } = await admin.graphql({
      query: '{ metaobjectDefinitionByType(type: "$app:content") { access { admin storefront } } }',
    })
    expect(answer).toMatchObject({
      data: {
        metaobjectDefinitionByType: { access: { admin: 'MERCHANT_READ_WRITE', storefront: 'NONE' } },
      },
    })
  })

  test('behavior: if Shopify refuses the definition of gated content, gates are published all the same', async () => {
    const port = createShopifyPort({
      graphql: async (document, options) => {
        const { definition } = (options?.variables ?? {}) as { definition?: { type?: string } }
        if (definition?.type !== '$app:content') return graphql(document, options)
        const userErrors = [{ field: ['definition'], message: 'Not allowed.', code: 'INVALID' }]
        return {
          json: async () => ({
            data: { metaobjectDefinitionCreate: { metaobjectDefinition: null, userErrors } },
          }),
        }
      },
    })
    await port.ensureDefinitions()
    const fields = { number: '7', name: 'Owls', state: 'active', kind: 'discount', needs: '{}', gives: '{}' }
    expect(await port.writeGateCards([{ handle: 'gate-7', fields }])).toEqual([
      { cardId: expect.stringContaining('gid') },
    ])
    expect(await port.readContentEntry({ handle: 'club' })).toBeNull()
  })

  test('behavior: everything that is published is read in one request', async () => {
    let requests = 0
    const port = createShopifyPort({
      graphql: (...call) => {
        requests++
        return graphql(...call)
      },
    })
    expect(await port.readPublished({ ownerIds: [] })).toMatchObject({ needsDefinitions: true })
    await port.ensureDefinitions()
    const { discountId } = await port.createDiscount({
      profile: 0,
      combination: COMBINATION,
      proofConfig: '{"v":1}',
      startsAt: 1_800_000_000,
    })
    const { validationId } = await port.createValidation({ proofConfig: '{}', exclusiveCollections: [71] })
    const { installationId } = await port.readPublished({ ownerIds: [] })
    const storefront = { ownerId: installationId, key: 'storefront', type: 'json', value: '{}', digest: null }
    await port.writeMetafields([storefront])
    requests = 0
    const gone = 'gid://shopify/DiscountAutomaticNode/999'
    const found = await port.readPublished({ ownerIds: [discountId, validationId, gone] })
    expect(requests).toBe(1)
    expect(found).toMatchObject({
      needsDefinitions: false,
      installationId,
      storefront: { value: '{}' },
      validationIds: [validationId],
    })
    expect([...found.owners]).toMatchObject([
      [discountId, { config: { value: '{"v":1}' }, inputVariables: null, isActive: true }],
      [
        validationId,
        {
          config: { value: '{}' },
          inputVariables: { value: '{"exclusiveCollections":["gid://shopify/Collection/71"]}' },
          isActive: true,
        },
      ],
    ])
    // The digest guards a write.
    const digest = found.owners.get(discountId)?.config?.digest ?? null
    const config = { ownerId: discountId, key: 'proof_config', type: 'json', value: '{"v":2}' }
    await port.writeMetafields([{ ...config, digest }])
    await expect(port.writeMetafields([{ ...config, value: '{}', digest }])).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_STALE',
    })
  })

  test('behavior: an ended discount, and a validation that does not block on failure, are not active', async () => {
    const port = createShopifyPort({ graphql })
    await port.ensureDefinitions()
    const { discountId } = await port.createDiscount({
      profile: 0,
      combination: COMBINATION,
      proofConfig: '{"v":1}',
      startsAt: 1_700_000_000,
    })
    const { validationId } = await port.createValidation({ proofConfig: '{}', exclusiveCollections: [] })
    const discount = admin.shop.discounts.get(discountId)
    const validation = admin.shop.validations.get(validationId)
    if (!discount || !validation) throw new Error('The discount or the validation is missing.')
    discount.endsAt = '2024-01-01T00:00:00Z'
    validation.blockOnFailure = false
    const { owners } = await port.readPublished({ ownerIds: [discountId, validationId] })
    expect([...owners.values()].map(({ isActive }) => isActive)).toEqual([false, false])
  })

  test('behavior: products in the order asked, null for a missing one', async () => {
    const port = createShopifyPort({ graphql })
    expect(await port.readProducts([12, 999, 11])).toMatchObject([
      { id: 12, title: 'Enamel Mug', handle: 'enamel-mug' },
      null,
      { id: 11, title: 'Varsity Jacket' },
    ])
  })

  test('behavior: a product becomes a draft without a page in the store, and active again; a missing one is refused (ERR_SHOPIFY_USER)', async () => {
    const port = createShopifyPort({ graphql })
    const read = async () => (await port.readProducts([12]))[0]
    expect(await read()).toMatchObject({ status: 'ACTIVE', storeUrl: expect.stringContaining('/products/') })
    await port.setProductStatus({ productId: 12, status: 'DRAFT' })
    expect(await read()).toMatchObject({ status: 'DRAFT', storeUrl: null })
    await port.setProductStatus({ productId: 12, status: 'ACTIVE' })
    expect(await read()).toMatchObject({ status: 'ACTIVE' })
    await expect(port.setProductStatus({ productId: 999, status: 'DRAFT' })).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_USER',
    })
  })

  test('refuses: a card that Shopify refuses, with Shopify’s message, and writes the other one (ERR_SHOPIFY_USER)', async () => {
    admin.shop.failures.push({
      operation: 'metaobjectUpsert',
      times: 1,
      status: null,
      userErrors: [{ field: null, message: 'Handle is taken.', code: 'TAKEN' }],
    })
    const port = createShopifyPort({ graphql })
    await port.ensureDefinitions()
    const cards = ['gate-1', 'gate-2'].map((handle) => ({ handle, fields: {} }))
    const [refused, made] = await port.writeGateCards(cards)
    expect(refused).toMatchObject({
      code: 'ERR_SHOPIFY_USER',
      message: 'Shopify refused: Handle is taken.',
    })
    expect(made).toEqual({ cardId: expect.stringContaining('Metaobject') })
  })

  test('refuses: an API that answers with errors, with nothing or not at all (ERR_SHOPIFY_REQUEST)', async () => {
    const broken: AdminGraphql[] = [
      async () => ({ json: async () => ({ errors: [{ message: 'Throttled' }] }) }),
      async () => ({ json: async () => ({ data: null }) }),
      async () => {
        throw new Error('connect ECONNREFUSED')
      },
      async () => {
        throw new Response(null, { status: 503 })
      },
    ]
    for (const graphqlOf of broken) {
      await expect(createShopifyPort({ graphql: graphqlOf }).readShop()).rejects.toMatchObject({
        code: 'ERR_SHOPIFY_REQUEST',
      })
    }
  })

  test('behavior: a login that Shopify asks for passes unchanged', async () => {
    const redirect = new Response(null, { status: 302 })
    const graphqlOf: AdminGraphql = async () => {
      throw redirect
    }
    await expect(createShopifyPort({ graphql: graphqlOf }).readShop()).rejects.toBe(redirect)
  })
})
