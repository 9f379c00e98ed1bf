import { describe, expect, test } from 'vitest'
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
function openShop(logged: string[] = []) {
  const pick = (known: number) => async (ids: readonly number[]) =>
    ids.map((id) => (id === known ? id : null))
  return fake<Needs<'log' | 'shopify'>>({
    log: { warn: (sentence) => void logged.push(sentence) },
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
    const closed = fake<Needs<'log' | 'shopify'>>({})
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

  test('behavior: a save goes on if Shopify does not answer, or asks for a new login', async () => {
    for (const error of [new Error('down'), new Response(null, { status: 401 })]) {
      const logged: string[] = []
      const shop = openShop(logged)
      const down = { ...shop, shopify: { ...shop.shopify, readProducts: () => Promise.reject(error) } }
      await checkSubject(down, { subject: { kind: 'products', ids: [999] }, saved: null })
      expect(logged).toHaveLength(1)
    }
  })
})
