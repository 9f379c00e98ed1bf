import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'

/* The store's cart API, with one code a cart, as far as the storefront's script asks it. */
type Cart = { coupons: string[]; products: number[]; refuses: string[] }
let asked: string[] = []
let addCodes: typeof import('../../../client/store/addCodes.ts').addCodes
let writeKeptRival: typeof import('../../../client/store/addCodes.ts').writeKeptRival
let listenToRefusals: typeof import('../../../client/store/addCodes.ts').listenToRefusals

beforeEach(async () => {
  asked = []
  // Each page of a browser starts the module anew.
  vi.resetModules()
  const loaded = await import('../../../client/store/addCodes.ts')
  addCodes = loaded.addCodes
  writeKeptRival = loaded.writeKeptRival
  listenToRefusals = loaded.listenToRefusals
})

function openStore(cart: Cart, takes = 1): void {
  const given = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const toCoupons = () => cart.coupons.map((code) => ({ code }))
    if (init?.method === 'DELETE') {
      cart.coupons = cart.coupons.filter((code) => !`${input}`.endsWith(`/c1/coupons/${code}`))
      return Response.json({ coupons: toCoupons() })
    }
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
    await addCodes(() => ['PAL-BEST', 'PAL-SHIP'])
    expect(cart.coupons).toEqual(['PAL-BEST'])
    await addCodes(() => ['PAL-BEST'])
    expect(asked).toEqual(['PAL-BEST'])
  })

  test('behavior: a second code that took the place of a better one is put back', async () => {
    const cart = { coupons: ['pal-best'], products: [111], refuses: [] }
    openStore(cart)
    await addCodes(() => ['PAL-BEST', 'PAL-SHIP'])
    expect(cart.coupons).toEqual(['PAL-BEST'])
    await addCodes(() => ['PAL-BEST', 'PAL-SHIP'])
    expect(asked).toEqual(['PAL-SHIP', 'PAL-BEST'])
  })

  test('behavior: a store that takes several codes keeps both', async () => {
    const cart = { coupons: ['PAL-BEST'], products: [111], refuses: [] }
    openStore(cart, 2)
    await addCodes(() => ['PAL-BEST', 'PAL-SHIP'])
    expect(cart.coupons).toEqual(['PAL-BEST', 'PAL-SHIP'])
  })

  test('behavior: a code that another one has replaced leaves a cart that would hold both; others stay', async () => {
    const cart = { coupons: ['OLD', 'SUMMER'], products: [111], refuses: [] }
    openStore(cart, 3)
    await addCodes(() => ['NEW'], { listOld: () => ['old'] })
    expect(cart.coupons).toEqual(['SUMMER', 'NEW'])
  })

  test('behavior: a cart that holds a code and the one that it has replaced loses the old one at the next look', async () => {
    const cart = { coupons: ['old', 'SUMMER', 'new'], products: [111], refuses: [] }
    openStore(cart, 3)
    expect(await addCodes(() => ['NEW'], { listOld: () => ['OLD'] })).toEqual({ isAdded: false, rival: null })
    expect([asked, cart.coupons]).toEqual([[], ['SUMMER', 'new']])
  })

  test('behavior: an old code alone stays, and so does a cart without the product', async () => {
    const cart = { coupons: ['OLD'], products: [111], refuses: [] }
    openStore(cart, 3)
    await addCodes(() => [], { listOld: () => ['OLD'] })
    expect(cart.coupons).toEqual(['OLD'])
  })

  test('behavior: a refused code is offered again once the cart has other products', async () => {
    const cart = { coupons: [], products: [112], refuses: ['PAL-BEST'] }
    openStore(cart)
    const refused: string[] = []
    listenToRefusals((code) => void refused.push(code))
    await addCodes(() => ['PAL-BEST'])
    await addCodes(() => ['PAL-BEST'])
    expect([asked, refused]).toEqual([['PAL-BEST'], ['PAL-BEST']])
    cart.products = [112, 111]
    cart.refuses = []
    await addCodes((productIds) => (productIds.includes(111) ? ['PAL-BEST'] : []))
    expect(cart.coupons).toEqual(['PAL-BEST'])
  })

  test('behavior: a code of the shopper’s own is answered and stays, until they choose the offer', async () => {
    const cart = { coupons: ['SUMMER10'], products: [111], refuses: [] }
    openStore(cart)
    const rival = { cartId: 'c1', code: 'SUMMER10', isKept: false }
    for (const _ of [1, 2]) expect(await addCodes(() => ['PAL-BEST'])).toEqual({ isAdded: false, rival })
    expect(asked).toEqual([])
    writeKeptRival(rival)
    expect((await addCodes(() => ['PAL-BEST'])).rival).toEqual({ ...rival, isKept: true })
    expect(await addCodes(() => ['PAL-BEST'], { replaces: true })).toMatchObject({ rival: null })
    expect(cart.coupons).toEqual(['PAL-BEST'])
    // Who enters their own code again has chosen once more.
    cart.coupons = ['SUMMER10']
    expect(await addCodes(() => ['PAL-BEST'])).toEqual({ isAdded: false, rival: null })
    expect(cart.coupons).toEqual(['SUMMER10'])
  })

  test('behavior: a code of the shopper’s own stays where the cart refuses ours, and nobody asks again', async () => {
    const cart = { coupons: ['SUMMER10'], products: [112], refuses: ['PAL-BEST'] }
    openStore(cart)
    await addCodes(() => ['PAL-BEST'], { replaces: true })
    expect(cart.coupons).toEqual(['SUMMER10'])
    expect(await addCodes(() => ['PAL-BEST'])).toEqual({ isAdded: false, rival: null })
  })

  test('behavior: a cart with several codes takes ours beside them', async () => {
    const cart = { coupons: ['SUMMER10', 'FREESHIP'], products: [111], refuses: [] }
    openStore(cart, 3)
    await addCodes(() => ['PAL-BEST'])
    expect(cart.coupons).toEqual(['SUMMER10', 'FREESHIP', 'PAL-BEST'])
  })

  test('behavior: another code of Palisade is no code of the shopper’s own', async () => {
    const cart = { coupons: ['PAL-OTHER'], products: [111], refuses: [] }
    openStore(cart, 2)
    await addCodes(() => ['PAL-BEST'])
    expect(cart.coupons).toEqual(['PAL-OTHER', 'PAL-BEST'])
  })
})
