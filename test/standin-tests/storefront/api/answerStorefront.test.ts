import { describe, expect, test } from 'vitest'
import { JACKET, openTestShop, type TestShop } from '../openTestShop.ts'

const SET = `mutation Set($metafields: [CartMetafieldsSetInput!]!) {
  cartMetafieldsSet(metafields: $metafields) { metafields { namespace key value } userErrors { code elementIndex field message } }
}`
const READ =
  'query Read($id: ID!) { cart(id: $id) { id totalQuantity metafield(key: "gate_pass") { value } } }'
const BOTH = ['unauthenticated_read_checkouts', 'unauthenticated_write_checkouts']

type Answer = {
  data?: {
    cartMetafieldsSet?: { metafields: unknown; userErrors: { code: string }[] } | null
    cart?: unknown
  } | null
  errors?: { message: string; extensions?: { code: string } }[]
}

async function openApi(scopes: readonly string[] = BOTH) {
  const opened = openTestShop()
  opened.shop.storefrontTokens.set('public', { title: 'Palisade', scopes: [...scopes] })
  const tokens = new Map([['private', { scopes: [...scopes], expiresAt: null }]])
  const texts = { accessToken: 'private', refreshToken: null, installedAt: '2026-11-25T00:00:00Z' }
  opened.shop.installation = { ...texts, scopes: [...scopes], accessTokens: tokens, refreshTokens: new Map() }
  await opened.post('/cart/add.js', { id: JACKET.small, quantity: 2 })
  const { token } = (await (await opened.ask('/cart.js')).json()) as { token: string }
  return { opened, id: `gid://shopify/Cart/${token}` }
}

const PRIVATE = { 'shopify-storefront-private-token': 'private' }

async function call({ ask }: TestShop, query: string, variables: object, headers: object = PRIVATE) {
  const answer = await ask('/api/2026-10/graphql.json', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  return (await answer.json()) as Answer
}

function pass(ownerId: string, more: object = {}) {
  return {
    metafields: [{ ownerId, key: 'gate_pass', type: 'single_line_text_field', value: 'p1~m~x', ...more }],
  }
}

describe('answerStorefront', () => {
  test('default', async () => {
    const { opened, id } = await openApi()
    const written = await call(opened, SET, pass(id))
    expect(written.data?.cartMetafieldsSet).toEqual({
      metafields: [{ namespace: 'app--4711', key: 'gate_pass', value: 'p1~m~x' }],
      userErrors: [],
    })
    const read = await call(opened, READ, { id }, { 'x-shopify-storefront-access-token': 'public' })
    expect(read.data?.cart).toEqual({ id, totalQuantity: 2, metafield: { value: 'p1~m~x' } })
  })

  test('refuses: the id of a cart without its key', async () => {
    const { opened, id } = await openApi()
    const [bare = ''] = id.split('?')
    expect((await call(opened, SET, pass(bare))).data?.cartMetafieldsSet?.userErrors).toMatchObject([
      { code: 'INVALID_OWNER', elementIndex: 0 },
    ])
    expect((await call(opened, READ, { id: bare })).data?.cart).toBeNull()
  })

  test('refuses: the app’s own namespace to others', async () => {
    const { opened, id } = await openApi()
    const code = async (headers: object, more: object = {}) =>
      (await call(opened, SET, pass(id, more), headers)).data?.cartMetafieldsSet?.userErrors[0]?.code
    expect(await code({})).toBe('APP_NOT_AUTHORIZED')
    expect(await code({}, { key: 'app--4711.gate_pass' })).toBe('APP_NOT_AUTHORIZED')
    expect(await code(PRIVATE, { key: 'app--99.gate_pass' })).toBe('APP_NOT_AUTHORIZED')
    expect(await code({}, { key: 'custom.note' })).toBeUndefined()
    expect(opened.shop.metafields.size).toBe(1)
  })

  test('refuses: a missing scope, a wrong token, and what is not imitated', async () => {
    const { opened, id } = await openApi(['unauthenticated_read_checkouts'])
    expect((await call(opened, SET, pass(id))).errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED')
    const wrong = { 'shopify-storefront-private-token': 'guess' }
    expect((await call(opened, READ, { id }, wrong)).errors?.[0]?.extensions?.code).toBe('UNAUTHORIZED')
    const more = await call(opened, 'query Read($id: ID!) { cart(id: $id) { createdAt } }', { id })
    expect(more.errors?.[0]?.extensions?.code).toBe('STANDIN_NOT_IMITATED')
    expect((await call(opened, 'query { nothing }', {})).errors).toHaveLength(1)
  })

  test('refuses: a value of the wrong type, and with it the whole request', async () => {
    const { opened, id } = await openApi()
    const two = [...pass(id).metafields, ...pass(id, { value: 'two\nlines' }).metafields]
    expect((await call(opened, SET, { metafields: two })).data?.cartMetafieldsSet).toMatchObject({
      metafields: null,
      userErrors: [{ code: 'INVALID_VALUE', elementIndex: 1 }],
    })
    expect(opened.shop.metafields.size).toBe(0)
  })
})
