import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestAdmin, type TestAdmin } from './startTestAdmin.ts'

let admin: TestAdmin
beforeEach(async () => {
  admin = await startTestAdmin()
  await admin.install()
})
afterEach(() => admin.close())

const PRODUCT = 'gid://shopify/Product/11'
const SET = `mutation Set($metafields: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $metafields) {
    metafields { id namespace key value compareDigest }
    userErrors { field message code elementIndex }
  }
}`

describe('admin graphql', () => {
  test('default', async () => {
    const { status, body } = await admin.graphql({
      query: `query Start($ids: [ID!]!) {
        shop { id name myshopifyDomain primaryDomain { host url } ianaTimezone currencyCode }
        products(first: 10, query: "jacket") { nodes { id title } pageInfo { hasNextPage } }
        nodes(ids: $ids) { __typename ... on Product { title handle variants(first: 5) { nodes { id price } } } }
        currentAppInstallation { id accessScopes { handle } }
        shopifyFunctions(first: 10, apiType: "discount") { nodes { handle apiType } }
      }`,
      variables: { ids: [PRODUCT, 'gid://shopify/Product/99'] },
    })
    expect(status).toBe(200)
    expect(body.errors).toBeUndefined()
    expect(body.data?.shop).toEqual({
      id: 'gid://shopify/Shop/70012345678',
      name: 'Northwind',
      myshopifyDomain: 'northwind.myshopify.com',
      primaryDomain: { host: '127.0.0.1:3001', url: 'http://127.0.0.1:3001' },
      ianaTimezone: 'Europe/Berlin',
      currencyCode: 'EUR',
    })
    expect(body.data?.products?.nodes).toEqual([{ id: PRODUCT, title: 'Varsity Jacket' }])
    expect(body.data?.nodes).toEqual([
      {
        __typename: 'Product',
        title: 'Varsity Jacket',
        handle: 'varsity-jacket',
        variants: { nodes: [{ id: 'gid://shopify/ProductVariant/111', price: '120.00' }] },
      },
      null,
    ])
    expect(body.data?.shopifyFunctions?.nodes).toEqual([{ handle: 'gate-discount', apiType: 'discount' }])
    expect(body.extensions?.cost.throttleStatus.maximumAvailable).toBe(2000)
  })

  test('refuses: an unknown token', async () => {
    const { status } = await admin.graphql({ query: '{ shop { id } }', token: 'shpat_wrong' })
    expect(status).toBe(401)
  })

  test('refuses: an unknown version and an unknown shop', async () => {
    expect((await admin.graphql({ query: '{ shop { id } }', version: '2019-01' })).status).toBe(404)
  })

  test('refuses: a field outside the schema, and one that is not imitated', async () => {
    const wrong = await admin.graphql({ query: '{ shop { nonsense } }' })
    expect(wrong.body.errors?.[0]).toMatchObject({
      message: "Field 'nonsense' doesn't exist on type 'Shop'",
      extensions: { code: 'undefinedField' },
    })
    const absent = await admin.graphql({ query: '{ shop { analyticsToken } }' })
    expect(absent.body.errors?.[0]?.extensions?.code).toBe('STANDIN_NOT_IMITATED')
  })

  test('refuses: a variable of the wrong type, and an invalid date', async () => {
    const list = await admin.graphql({ query: SET, variables: { metafields: [{ ownerId: PRODUCT }] } })
    expect(list.body.data).toBeUndefined()
    expect(list.body.errors?.[0]?.message).toMatch(/^Variable \$metafields was provided invalid value/)
    const date = await admin.graphql({
      query: `mutation Make($input: DiscountAutomaticAppInput!) {
        discountAutomaticAppCreate(automaticAppDiscount: $input) { userErrors { message } }
      }`,
      variables: { input: { startsAt: 'tomorrow' } },
    })
    expect(date.body.errors?.[0]?.message).toMatch(/invalid DateTime/)
  })

  test('refuses: a @oneOf input with two members', async () => {
    const { body } = await admin.graphql({
      query: `mutation Make($input: DiscountAutomaticAppInput!) {
        discountAutomaticAppCreate(automaticAppDiscount: $input) { userErrors { message } }
      }`,
      variables: { input: { context: { all: 'ALL', customers: { add: ['gid://shopify/Customer/1'] } } } },
    })
    expect(body.errors?.[0]?.message).toMatch(/Exactly one key must be specified/)
  })

  test('refuses: a mutation without its scope (ACCESS_DENIED)', async () => {
    const install = admin.shop.installation
    install?.scopes.splice(install.scopes.indexOf('write_discounts'), 1)
    const { body } = await admin.graphql({
      query: `mutation { discountAutomaticDelete(id: "gid://shopify/DiscountAutomaticNode/1") { userErrors { message } } }`,
    })
    expect(body.data?.discountAutomaticDelete).toBeNull()
    expect(body.errors?.[0]).toMatchObject({
      message: expect.stringMatching(/^Access denied for discountAutomaticDelete field/),
      extensions: { code: 'ACCESS_DENIED' },
    })
  })

  test('refuses: metaobjects of another type without a scope; its own type needs none', async () => {
    const query = 'query Find($type: String!) { metaobjectDefinitionByType(type: $type) { id } }'
    const own = await admin.graphql({ query, variables: { type: '$app:gate' } })
    expect(own.body.errors).toBeUndefined()
    const foreign = await admin.graphql({ query, variables: { type: 'designer' } })
    expect(foreign.body.errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED')
  })

  test('behavior: requested points that a query did not use are refunded', async () => {
    const query = '{ products(first: 250) { nodes { id } } }'
    for (let index = 0; index < 20; index += 1) {
      const { body } = await admin.graphql({ query })
      expect(body.errors).toBeUndefined()
      expect(body.extensions?.cost.requestedQueryCost).toBe(251)
    }
  })

  test('refuses: a query by ids above the limit, because each id counts once', async () => {
    const query =
      'query Read($ids: [ID!]!) { nodes(ids: $ids) { id ... on Product { featuredMedia { preview { image { url } } } } } }'
    const ask = (count: number) =>
      admin.graphql({
        query,
        variables: { ids: Array.from({ length: count }, (_, i) => `gid://shopify/Product/${i}`) },
      })
    expect((await ask(250)).body.extensions?.cost.requestedQueryCost).toBe(1000)
    expect((await ask(251)).body.errors?.[0]?.extensions?.code).toBe('MAX_COST_EXCEEDED')
    const { body } = await admin.graphql({
      query: '{ nodes(ids: ["gid://shopify/Product/1", "gid://shopify/Product/2"]) { id } }',
    })
    expect(body.extensions?.cost.requestedQueryCost).toBe(2)
  })

  test('refuses: more points than the bucket holds (THROTTLED)', async () => {
    const query = `{ ${Array.from({ length: 450 }, (_, index) => `s${index}: shop { primaryDomain { id } }`).join(' ')} }`
    const codes: unknown[] = []
    for (let index = 0; index < 4; index += 1)
      codes.push((await admin.graphql({ query })).body.errors?.[0]?.extensions?.code)
    expect(codes[0]).toBeUndefined()
    expect(codes).toContain('THROTTLED')
  })

  test('behavior: a planned failure happens once, and the next mutation works', async () => {
    await fetch(`${admin.graphqlOrigin}/standin/fail`, {
      method: 'POST',
      body: JSON.stringify({
        operation: 'metafieldsSet',
        userErrors: [{ message: 'Not now.', code: 'INTERNAL_ERROR' }],
      }),
    })
    const variables = {
      metafields: [{ ownerId: PRODUCT, key: 'gates', type: 'single_line_text_field', value: '15p' }],
    }
    const first = await admin.graphql({ query: SET, variables })
    expect(first.body.data?.metafieldsSet?.userErrors).toMatchObject([{ message: 'Not now.' }])
    expect(admin.shop.metafields.size).toBe(0)
    const second = await admin.graphql({ query: SET, variables })
    expect(second.body.data?.metafieldsSet?.userErrors).toEqual([])
    await fetch(`${admin.graphqlOrigin}/standin/fail`, {
      method: 'POST',
      body: JSON.stringify({ operation: 'metafieldsSet', status: 503 }),
    })
    expect((await admin.graphql({ query: SET, variables })).status).toBe(503)
  })
})
