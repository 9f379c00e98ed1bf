import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'

/* The store's cart API, with one code a cart, as far as the storefront's script asks it. */
type Cart = { coupons: string[]; products: number[]; refuses: string[] }
let asked: string[] = []
let addCodes: typeof import('../../../client/store/addCodes.ts').addCodes

beforeEach(async () => {
  asked = []
  // Each page of a browser starts the module anew.
  vi.resetModules()
  addCodes = (await import('../../../client/store/addCodes.ts')).addCodes
})

function openStore(cart: Cart, takes = 1): void {
  const given = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const toCoupons = () => cart.coupons.map((code) => ({ code }))
    if (!init?.body) {
      const lineItems = { physicalItems: cart.products.map((productId) => ({ productId })) }
      return Response.json([{ id: 'c1', coupons: toCoupons(), lineItems }])
    }
    const { couponCode } = JSON.parse(`${init.body}`) as { couponCode: string }
    asked.push(couponCode)
    expect(`${input}`).toBe('/api/storefront/checkouts/c1/coupons')
    if (cart.refuses.includes(couponCode)) return Response.json({}, { status: 422 })
    cart.coupons = [...cart.coupons, couponCode].slice(-takes)
    return Response.json({ coupons: toCoupons() })
  }
  onTestFinished(() => {
    globalThis.fetch = given
  })
}

describe('addCodes', () => {
  test('default: the best code is put in, and once', async () => {
    const cart = { coupons: [], products: [111], refuses: [] }
    openStore(cart)
    await addCodes(() => ['BEST', 'SHIP'])
    expect(cart.coupons).toEqual(['BEST'])
    await addCodes(() => ['BEST'])
    expect(asked).toEqual(['BEST'])
  })

  test('behavior: a second code that took the place of a better one is put back', async () => {
    const cart = { coupons: ['best'], products: [111], refuses: [] }
    openStore(cart)
    await addCodes(() => ['BEST', 'SHIP'])
    expect(cart.coupons).toEqual(['BEST'])
    await addCodes(() => ['BEST', 'SHIP'])
    expect(asked).toEqual(['SHIP', 'BEST'])
  })

  test('behavior: a store that takes several codes keeps both', async () => {
    const cart = { coupons: ['BEST'], products: [111], refuses: [] }
    openStore(cart, 2)
    await addCodes(() => ['BEST', 'SHIP'])
    expect(cart.coupons).toEqual(['BEST', 'SHIP'])
  })

  test('behavior: a refused code is offered again once the cart has other products', async () => {
    const cart = { coupons: [], products: [112], refuses: ['BEST'] }
    openStore(cart)
    await addCodes(() => ['BEST'])
    await addCodes(() => ['BEST'])
    expect(asked).toEqual(['BEST'])
    cart.products = [112, 111]
    cart.refuses = []
    await addCodes((productIds) => (productIds.includes(111) ? ['BEST'] : []))
    expect(cart.coupons).toEqual(['BEST'])
  })
})
