import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findMetafield } from '../../standin/shopify/state.ts'
import { startTestAdmin, type TestAdmin } from './startTestAdmin.ts'

let admin: TestAdmin
beforeEach(async () => {
  admin = await startTestAdmin()
  await admin.install()
})
afterEach(() => admin.close())

const PRODUCT = 'gid://shopify/Product/11'
const MUG = 'gid://shopify/Product/12'

type Refusal = { field: string[]; message: string; code: string }

async function set(metafields: Record<string, unknown>[]): Promise<{
  metafields: { namespace: string; compareDigest: string }[]
  userErrors: Refusal[]
}> {
  const { body } = await admin.graphql({
    query: `mutation Set($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) {
        metafields { namespace compareDigest } userErrors { field message code }
      }
    }`,
    variables: { metafields },
  })
  expect(body.errors).toBeUndefined()
  return body.data?.metafieldsSet as never
}

const gates = (value: string, more: Record<string, unknown> = {}) => ({
  ownerId: PRODUCT,
  namespace: '$app',
  key: 'gates',
  type: 'single_line_text_field',
  value,
  ...more,
})

describe('metafieldsSet', () => {
  test('default', async () => {
    const first = await set([gates('15o* 15p'), { ...gates('15p'), ownerId: MUG }])
    expect(first.userErrors).toEqual([])
    expect(first.metafields.map((each) => each.namespace)).toEqual(['app--4242', 'app--4242'])
    const found = findMetafield({ state: admin.state, shop: admin.shop, ownerGid: PRODUCT, key: 'gates' })
    expect(found?.value).toBe('15o* 15p')
    const { body } = await admin.graphql({
      query: `{ product(id: "${PRODUCT}") {
        bare: metafield(key: "gates") { value }
        named: metafield(namespace: "$app", key: "gates") { value ownerType }
        metafields(first: 5, namespace: "$app") { nodes { key } }
      } }`,
    })
    expect(body.data?.product).toEqual({
      bare: { value: '15o* 15p' },
      named: { value: '15o* 15p', ownerType: 'PRODUCT' },
      metafields: { nodes: [{ key: 'gates' }] },
    })
  })

  test('behavior: compareDigest guards a value, and null requires that there is none', async () => {
    const made = await set([gates('15o', { compareDigest: null })])
    expect(made.userErrors).toEqual([])
    const digest = made.metafields[0]?.compareDigest
    expect((await set([gates('15p', { compareDigest: digest })])).userErrors).toEqual([])
    expect((await set([gates('15q', { compareDigest: digest })])).userErrors[0]?.code).toBe('STALE_OBJECT')
    expect((await set([gates('15q', { compareDigest: null })])).userErrors[0]?.code).toBe('STALE_OBJECT')
    expect((await set([gates('15q', { compareDigest: 'x' })])).userErrors[0]?.code).toBe(
      'INVALID_COMPARE_DIGEST',
    )
  })

  test('refuses: a whole call if one of its values is invalid', async () => {
    const { userErrors } = await set([gates('15o'), { ...gates('a\nb'), ownerId: MUG }])
    expect(userErrors).toMatchObject([{ field: ['metafields', '1', 'value'], code: 'INVALID_VALUE' }])
    expect(admin.shop.metafields.size).toBe(0)
  })

  test('refuses: 26 values, a blank value, a foreign namespace, an unknown owner, and broken JSON', async () => {
    const many = Array.from({ length: 26 }, (_, index) => gates('x', { key: `key-${index}` }))
    expect((await set(many)).userErrors[0]?.code).toBe('LESS_THAN_OR_EQUAL_TO')
    expect((await set([gates('')])).userErrors[0]?.code).toBe('BLANK')
    expect((await set([gates('x', { namespace: 'app--1' })])).userErrors[0]?.code).toBe('APP_NOT_AUTHORIZED')
    expect((await set([gates('x', { ownerId: 'gid://shopify/Product/5' })])).userErrors[0]?.code).toBe(
      'INVALID',
    )
    expect((await set([gates('{', { type: 'json', key: 'config' })])).userErrors[0]?.code).toBe(
      'INVALID_VALUE',
    )
    expect((await set([gates('x', { type: 'no_such' })])).userErrors[0]?.code).toBe('INCLUSION')
  })

  test('behavior: a list of metaobjects needs a definition, and entries of its type', async () => {
    const cards = (value: string) => ({
      ownerId: PRODUCT,
      namespace: '$app',
      key: 'gate_cards',
      type: 'list.metaobject_reference',
      value,
    })
    expect((await set([cards('[]')])).userErrors[0]?.code).toBe('INVALID_TYPE')
    const define = await admin.graphql({
      query: `mutation Define($object: MetaobjectDefinitionCreateInput!) {
        metaobjectDefinitionCreate(definition: $object) { metaobjectDefinition { id type } userErrors { code message } }
      }`,
      variables: {
        object: {
          type: '$app:gate',
          name: 'Gate',
          access: { storefront: 'PUBLIC_READ' },
          fieldDefinitions: [
            { key: 'number', type: 'number_integer', required: true },
            { key: 'needs', type: 'json' },
          ],
        },
      },
    })
    const definition = define.body.data?.metaobjectDefinitionCreate?.metaobjectDefinition as { id: string }
    expect(definition).toMatchObject({ type: 'app--4242--gate' })
    const definitionQuery = `mutation Define($definition: MetafieldDefinitionInput!) {
      metafieldDefinitionCreate(definition: $definition) { createdDefinition { namespace access { storefront } } userErrors { code } }
    }`
    const input = { ownerType: 'PRODUCT', namespace: '$app', key: 'gate_cards', name: 'Gates' }
    const without = await admin.graphql({
      query: definitionQuery,
      variables: { definition: { ...input, type: 'list.metaobject_reference' } },
    })
    expect(without.body.data?.metafieldDefinitionCreate?.userErrors).toEqual([{ code: 'INVALID_OPTION' }])
    const variables = {
      definition: {
        ...input,
        type: 'list.metaobject_reference',
        access: { storefront: 'PUBLIC_READ' },
        validations: [{ name: 'metaobject_definition_id', value: definition.id }],
      },
    }
    const made = await admin.graphql({ query: definitionQuery, variables })
    expect(made.body.data?.metafieldDefinitionCreate).toEqual({
      createdDefinition: { namespace: 'app--4242', access: { storefront: 'PUBLIC_READ' } },
      userErrors: [],
    })
    const again = await admin.graphql({ query: definitionQuery, variables })
    expect(again.body.data?.metafieldDefinitionCreate?.userErrors).toEqual([{ code: 'TAKEN' }])

    const upsert = (fields: { key: string; value: string }[]) =>
      admin.graphql({
        query: `mutation Card($handle: MetaobjectHandleInput!, $metaobject: MetaobjectUpsertInput!) {
          metaobjectUpsert(handle: $handle, metaobject: $metaobject) { metaobject { id handle type } userErrors { code elementKey } }
        }`,
        variables: { handle: { type: '$app:gate', handle: 'gate-1' }, metaobject: { fields } },
      })
    const bad = await upsert([
      { key: 'needs', value: 'not json' },
      { key: 'wrong', value: 'x' },
    ])
    expect(bad.body.data?.metaobjectUpsert?.userErrors).toEqual([
      { code: 'INVALID_VALUE', elementKey: 'needs' },
      { code: 'UNDEFINED_OBJECT_FIELD', elementKey: 'wrong' },
      { code: 'OBJECT_FIELD_REQUIRED', elementKey: 'number' },
    ])
    const good = await upsert([{ key: 'number', value: '1' }])
    const card = good.body.data?.metaobjectUpsert?.metaobject as { id: string }
    expect(card).toMatchObject({ handle: 'gate-1', type: 'app--4242--gate' })
    const same = await upsert([{ key: 'needs', value: '{}' }])
    expect(same.body.data?.metaobjectUpsert?.metaobject).toMatchObject({ id: card.id })
    expect(admin.shop.metaobjects.get(card.id)?.fields).toEqual({ number: '1', needs: '{}' })

    expect((await set([cards('["gid://shopify/Metaobject/5"]')])).userErrors[0]?.code).toBe('INVALID_VALUE')
    expect((await set([cards(JSON.stringify([card.id]))])).userErrors).toEqual([])
    const read = await admin.graphql({
      query: `{ product(id: "${PRODUCT}") { metafield(key: "gate_cards") {
        references(first: 5) { nodes { ... on Metaobject { handle number: field(key: "number") { value jsonValue } } } }
      } } metaobjectByHandle(handle: { type: "$app:gate", handle: "gate-1" }) { displayName } }`,
    })
    expect(read.body.data?.product?.metafield).toEqual({
      references: { nodes: [{ handle: 'gate-1', number: { value: '1', jsonValue: 1 } }] },
    })
  })

  test('behavior: metafieldsDelete answers null for a missing metafield', async () => {
    await set([gates('15o')])
    const { body } = await admin.graphql({
      query: `mutation Delete($metafields: [MetafieldIdentifierInput!]!) {
        metafieldsDelete(metafields: $metafields) { deletedMetafields { key } userErrors { message } }
      }`,
      variables: {
        metafields: [
          { ownerId: PRODUCT, namespace: '$app', key: 'gates' },
          { ownerId: MUG, namespace: '$app', key: 'gates' },
        ],
      },
    })
    expect(body.data?.metafieldsDelete?.deletedMetafields).toEqual([{ key: 'gates' }, null])
  })
})
