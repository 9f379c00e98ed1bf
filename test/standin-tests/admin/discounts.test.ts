import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findMetafield, listActiveDiscounts } from '../../standin/shopify/state.ts'
import { startTestAdmin, type TestAdmin } from './startTestAdmin.ts'

let admin: TestAdmin
beforeEach(async () => {
  admin = await startTestAdmin()
  await admin.install()
})
afterEach(() => admin.close())

const FULL = {
  title: 'Token holder price',
  functionHandle: 'gate-discount',
  discountClasses: ['PRODUCT', 'ORDER', 'SHIPPING'],
  combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
  startsAt: '2026-01-01T00:00:00Z',
}
const FIELDS = `{
  automaticAppDiscount {
    discountId title status combinesWith { orderDiscounts productDiscounts shippingDiscounts }
    recurringCycleLimit appliesOnSubscription appDiscountType { functionId }
  }
  userErrors { field code message }
}`

type Payload = {
  automaticAppDiscount: { discountId: string; status: string } | null
  userErrors: { code: string }[]
}

async function create(input: Record<string, unknown>): Promise<Payload> {
  const { body } = await admin.graphql({
    query: `mutation Create($input: DiscountAutomaticAppInput!) {
      discountAutomaticAppCreate(automaticAppDiscount: $input) ${FIELDS} }`,
    variables: { input },
  })
  expect(body.errors).toBeUndefined()
  return body.data?.discountAutomaticAppCreate as unknown as Payload
}

describe('discountAutomaticApp', () => {
  test('default', async () => {
    const made = await create({
      ...FULL,
      metafields: [{ namespace: '$app', key: 'proof_config', type: 'json', value: '{"v":1}' }],
    })
    expect(made).toMatchObject({
      userErrors: [],
      automaticAppDiscount: { status: 'ACTIVE', recurringCycleLimit: 1, appliesOnSubscription: true },
    })
    const id = made.automaticAppDiscount?.discountId ?? ''
    expect(
      findMetafield({ state: admin.state, shop: admin.shop, ownerGid: id, key: 'proof_config' })?.value,
    ).toBe('{"v":1}')
    expect(listActiveDiscounts(admin.shop)).toHaveLength(1)
    const { body } = await admin.graphql({
      query: `query Find($id: ID!) {
        discountNode(id: $id) { id discount { __typename ... on DiscountAutomaticApp { title status } } metafield(key: "proof_config") { value } }
        automaticDiscountNode(id: $id) { id }
      }`,
      variables: { id },
    })
    expect(body.data).toEqual({
      discountNode: {
        id,
        discount: { __typename: 'DiscountAutomaticApp', title: 'Token holder price', status: 'ACTIVE' },
        metafield: { value: '{"v":1}' },
      },
      automaticDiscountNode: { id },
    })
  })

  test('behavior: an update resets the fields that it omits, as at Shopify', async () => {
    const made = await create({ ...FULL, appliesOnSubscription: false, recurringCycleLimit: 4 })
    const { body } = await admin.graphql({
      query: `mutation Update($id: ID!, $input: DiscountAutomaticAppInput!) {
        discountAutomaticAppUpdate(id: $id, automaticAppDiscount: $input) ${FIELDS} }`,
      variables: {
        id: made.automaticAppDiscount?.discountId,
        input: { combinesWith: { orderDiscounts: true } },
      },
    })
    expect(body.data?.discountAutomaticAppUpdate).toMatchObject({
      userErrors: [],
      automaticAppDiscount: {
        title: 'Token holder price',
        combinesWith: { orderDiscounts: true, productDiscounts: false, shippingDiscounts: false },
        appliesOnSubscription: true,
        recurringCycleLimit: 1,
      },
    })
  })

  test('behavior: a discount can be deactivated, activated and deleted', async () => {
    const id = (await create(FULL)).automaticAppDiscount?.discountId
    const call = (name: string, field: string) =>
      admin.graphql({
        query: `mutation Call($id: ID!) { ${name}(id: $id) { ${field} userErrors { code } } }`,
        variables: { id },
      })
    await call('discountAutomaticDeactivate', 'automaticDiscountNode { id }')
    expect(listActiveDiscounts(admin.shop)).toEqual([])
    await call('discountAutomaticActivate', 'automaticDiscountNode { id }')
    expect(listActiveDiscounts(admin.shop)).toHaveLength(1)
    await call('discountAutomaticDelete', 'deletedAutomaticDiscountId')
    const again = await call('discountAutomaticDelete', 'deletedAutomaticDiscountId')
    expect(again.body.data?.discountAutomaticDelete?.userErrors).toEqual([{ code: 'INVALID' }])
  })

  test.each([
    ['a missing function', { functionHandle: null }, 'MISSING_FUNCTION_IDENTIFIER'],
    ['two functions', { functionId: '0190-gate-discount' }, 'MULTIPLE_FUNCTION_IDENTIFIERS'],
    ['an unknown function', { functionHandle: 'nothing' }, 'INVALID'],
    ['a function of another API', { functionHandle: 'other' }, 'INVALID'],
    ['a blank title', { title: '' }, 'BLANK'],
    ['a missing start', { startsAt: null }, 'BLANK'],
    ['an end before the start', { endsAt: '2025-01-01T00:00:00Z' }, 'END_DATE_BEFORE_START_DATE'],
    ['a missing class', { discountClasses: [] }, 'BLANK'],
    [
      'a shipping discount with other classes',
      { discountClasses: ['SHIPPING'] },
      'INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS',
    ],
    [
      'a missing purchase type',
      { appliesOnOneTimePurchase: false, appliesOnSubscription: false },
      'APPLIES_ON_NOTHING',
    ],
    ['an invalid metafield', { metafields: [{ key: 'proof_config', type: 'json', value: '{' }] }, 'INVALID'],
  ])('refuses: %s', async (_, change, code) => {
    const { automaticAppDiscount, userErrors } = await create({ ...FULL, ...change })
    expect(automaticAppDiscount).toBeNull()
    expect(userErrors[0]?.code).toBe(code)
    expect(admin.shop.discounts.size).toBe(0)
  })

  test('refuses: the 26th active discount', async () => {
    for (let index = 0; index < 25; index += 1) expect((await create(FULL)).userErrors).toEqual([])
    expect((await create(FULL)).userErrors[0]?.code).toBe('MAX_APP_DISCOUNTS')
    expect((await create({ ...FULL, startsAt: '2099-01-01T00:00:00Z' })).userErrors).toEqual([])
  })
})
