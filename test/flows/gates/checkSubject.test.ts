import { describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import type { Subject } from '../../../app/core/gate/types.ts'
import type { Needs } from '../../../app/flows/context.ts'
import { checkSubject } from '../../../app/flows/gates/checkSubject.ts'
import { fake } from '../../fakes/fake.ts'

const summary = (id: number) => ({
  id,
  title: 'Mug',
  imageUrl: null,
  handle: 'mug',
  storeUrl: null,
  status: 'ACTIVE' as const,
})
/** A shop with product 1, its variant 11 and collection 71. */
function openShop() {
  const pick = (known: number) => async (ids: readonly number[]) =>
    ids.map((id) => (id === known ? id : null))
  return fake<Needs<'shopify'>>({
    shopify: {
      readProducts: async (ids) => (await pick(1)(ids)).map((id) => (id === null ? null : summary(id))),
      readVariants: async (ids) =>
        (await pick(11)(ids)).map((id) => (id === null ? null : { id, title: 'M', product: summary(1) })),
      readCollections: async (ids) =>
        (await pick(71)(ids)).map((id) =>
          id === null ? null : { id, title: 'All', imageUrl: null, productsCount: 1 },
        ),
    },
  })
}

describe('checkSubject', () => {
  test.each<Subject>([
    { kind: 'all' },
    { kind: 'products', ids: [1] },
    { kind: 'variants', variants: [{ productId: 1, variantId: 11 }] },
    { kind: 'collections', ids: [71] },
  ])('default: %o is in the shop', async (subject) => {
    await expect(checkSubject(openShop(), { subject, saved: null })).resolves.toBeUndefined()
  })

  test.each<[string, Subject, number]>([
    ['a product of another shop', { kind: 'products', ids: [1, 999_999] }, 999_999],
    ['a collection that does not exist', { kind: 'collections', ids: [71, 999] }, 999],
    ['a variant that does not exist', { kind: 'variants', variants: [{ productId: 1, variantId: 12 }] }, 12],
    ['a variant of another product', { kind: 'variants', variants: [{ productId: 2, variantId: 11 }] }, 11],
  ])('refuses: %s, by its id (ERR_GATE_INVALID)', async (_name, subject, id) => {
    await expect(checkSubject(openShop(), { subject, saved: null })).rejects.toMatchObject({
      code: 'ERR_GATE_INVALID',
      details: { fields: { products: 'subject-missing', [`products.${id}`]: 'subject-missing' } },
    })
  })

  test('behavior: what the saved gate has already is not looked up again', async () => {
    const closed = fake<Needs<'shopify'>>({})
    for (const subject of [
      { kind: 'products', ids: [999] },
      { kind: 'variants', variants: [{ productId: 1, variantId: 12 }] },
      { kind: 'collections', ids: [999] },
    ] satisfies Subject[])
      await expect(checkSubject(closed, { subject, saved: subject })).resolves.toBeUndefined()
    const saved: Subject = { kind: 'collections', ids: [999] }
    const refused = checkSubject(openShop(), { subject: { kind: 'products', ids: [999] }, saved })
    await expect(refused).rejects.toMatchObject({ code: 'ERR_GATE_INVALID' })
  })

  const failing = (error: unknown) =>
    fake<Needs<'shopify'>>({ shopify: { readProducts: () => Promise.reject(error) } })
  const subject: Subject = { kind: 'products', ids: [999] }

  test('refuses: to save what could not be looked up, and says why (ERR_SHOPIFY_REQUEST)', async () => {
    const down = new UpstreamError('ERR_SHOPIFY_REQUEST', 'Shopify has locked this shop.', { hint: 'Ask.' })
    await expect(checkSubject(failing(down), { subject, saved: null })).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_REQUEST',
      message:
        'The gate was not saved, because Palisade could not look up its products. Shopify has locked this shop.',
      hint: 'Ask.',
    })
    const denied = new UpstreamError('ERR_SCOPE_MISSING', 'Shopify does not let Palisade do this.')
    await expect(checkSubject(failing(denied), { subject, saved: null })).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_REQUEST',
      message: expect.stringContaining('does not let Palisade do this.'),
    })
  })

  test('behavior: an ended login reaches the caller, who logs in and saves again', async () => {
    const login = new Response(null, { status: 401 })
    await expect(checkSubject(failing(login), { subject, saved: null })).rejects.toBe(login)
  })
})
