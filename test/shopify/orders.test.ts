import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createShopifyPort } from '../../app/shopify/createShopifyPort.ts'
import { toConfirmationNumber } from '../standin/shopify/admin/resolvers/orders.ts'
import { editOrder } from '../standin/shopify/checkout/order/editOrder.ts'
import { refundOrder } from '../standin/shopify/checkout/order/refundOrder.ts'
import { makeOrder } from './makeOrder.ts'
import { openTestPort, type TestPort } from './openTestPort.ts'

let open: TestPort
beforeAll(async () => {
  open = await openTestPort({ scopes: ['write_merchant_managed_fulfillment_orders'] })
  await open.port.ensureDefinitions()
})
beforeEach(() => open.reset())
afterAll(() => open.admin.close())

const OURS = { discountId: 'gid://shopify/DiscountAutomaticNode/1', title: 'Token holder price', code: null }
const THEIRS = { discountId: 'gid://shopify/DiscountAutomaticNode/2', title: 'Autumn sale', code: null }

describe('orders', () => {
  test('default: everything that a settlement needs', async () => {
    const order = makeOrder(open.admin, {
      lines: [
        { variantId: 111, quantity: 2, properties: { _palisade: 'p1~l', Engraving: 'Ana' } },
        { custom: { title: 'Gift wrap', price: '4.00', requiresShipping: false } },
      ],
      cartToken: 'abc?key=def',
      customerId: 901,
      attributes: { _palisade: 'p1~c' },
      discountCodes: ['OWL'],
      discounts: [{ ...OURS, amount: '3.00' }],
      shippingDiscounts: [{ ...THEIRS, amount: '5.00' }],
    })
    order.lines[0]?.discounts.push({ ...OURS, amount: '10.00' }, { ...THEIRS, code: 'OWL', amount: '1.00' })
    const orderId = order.id
    expect(await open.port.readOrder({ orderId })).toEqual({
      id: orderId,
      name: order.name,
      createdAt: Math.floor(Date.parse(order.createdAt) / 1000),
      updatedAt: Math.floor(Date.parse(order.updatedAt) / 1000),
      cancelledAt: null,
      isStaffMade: false,
      cartToken: 'abc',
      proof: 'p1~c',
      pass: null,
      lines: [
        {
          id: order.lines[0]?.id,
          productId: 11,
          variantId: 111,
          quantity: 2,
          currentQuantity: 2,
          boughtQuantity: 2,
          requiresShipping: true,
          proof: 'p1~l',
          hasOurDiscount: true,
          codes: ['OWL'],
          unitPrice: 120_000n,
          discounts: [
            { amount: 10_000n, code: null, title: OURS.title, isOurs: true, isWhole: false },
            { amount: 1_000n, code: 'OWL', isOurs: false, isWhole: false },
            { amount: 1_500n, code: null, title: OURS.title, isOurs: true, isWhole: true },
          ],
        },
        {
          id: order.lines[1]?.id,
          productId: null,
          variantId: null,
          quantity: 1,
          currentQuantity: 1,
          boughtQuantity: 1,
          requiresShipping: false,
          proof: null,
          hasOurDiscount: false,
          codes: [],
          unitPrice: 4_000n,
          discounts: [{ amount: 1_500n, code: null, title: OURS.title, isOurs: true, isWhole: true }],
        },
      ],
      hasOurOrderDiscount: true,
      hasOurShippingDiscount: false,
      shippingDiscounts: [{ amount: 5_000n, code: null, title: THEIRS.title, isOurs: false, isWhole: false }],
      codes: ['OWL'],
      tags: [],
    })
  })

  test.each([
    ['pos', true],
    ['shopify_draft_order', true],
    ['web', false],
    ['5550001', false],
  ])('behavior: an order from %s counts as made by staff: %s', async (sourceName, isStaffMade) => {
    const { id } = makeOrder(open.admin, { lines: [{ variantId: 121 }], sourceName })
    expect(await open.port.readOrder({ orderId: id })).toMatchObject({ isStaffMade })
  })

  test.each([
    ['subscription_contract', null, true],
    ['subscription_contract_checkout_one', null, true],
    ['subscription_contract', 'abc', false],
    ['subscription_contract_checkout_one', 'abc', false],
  ])(
    'behavior: an order from %s with cart token %s counts as made by staff: %s',
    async (sourceName, cartToken, isStaffMade) => {
      const { id } = makeOrder(open.admin, { lines: [{ variantId: 121 }], sourceName, cartToken })
      expect(await open.port.readOrder({ orderId: id })).toMatchObject({ isStaffMade })
    },
  )

  test('behavior: whose an order is, is told once read_customers is granted; a guest is told from a hidden customer', async () => {
    const orderId = makeOrder(open.admin, { lines: [{ variantId: 121 }], customerId: 901 }).id
    const guest = makeOrder(open.admin, { lines: [{ variantId: 121 }] })
    guest.customerId = null
    const [token] = open.admin.shop.installation?.accessTokens.values() ?? []
    if (!token) throw new Error('The app is not installed.')
    // As the server makes it: nobody hands it the scopes.
    const openPort = () => createShopifyPort({ graphql: open.graphql })
    expect(await openPort().readOrderCustomer({ orderId })).toBeNull()
    token.scopes.push('read_customers')
    onTestFinished(() => void token.scopes.pop())
    const port = openPort()
    expect(await port.readOrderCustomer({ orderId })).toEqual({ id: 901 })
    expect(await port.readOrderCustomer({ orderId: guest.id })).toEqual({ id: null })
    // Shopify has withdrawn the scope since the port looked it up.
    token.scopes.pop()
    expect(await port.readOrderCustomer({ orderId })).toBeNull()
    token.scopes.push('read_customers')
  })

  test('behavior: staff see what was paid, each line with its picture, and the customer once Shopify shows one', async () => {
    const order = makeOrder(open.admin, { lines: [{ variantId: 111, quantity: 2 }], customerId: 901 })
    const { id: orderId, total } = order
    const product = open.admin.shop.products.get(11)
    if (!product) throw new Error('The shop has no such product.')
    product.image = '/jacket.svg'
    onTestFinished(() => void Object.assign(product, { image: null }))
    // A port is made for each request of staff, and knows the scopes of that moment.
    const read = () => createShopifyPort({ graphql: open.graphql }).readOrderSummary({ orderId })
    expect(await read()).toEqual({
      createdAt: expect.any(Number),
      confirmationNumber: toConfirmationNumber(order),
      total: { amount: total, currencyCode: 'EUR' },
      customer: { kind: 'hidden', reason: 'scope' },
      lines: [
        {
          id: order.lines[0]?.id,
          title: expect.stringContaining(order.lines[0]?.title ?? ''),
          quantity: 2,
          imageUrl: `${open.admin.shop.storefrontOrigin}/jacket.svg`,
        },
      ],
    })
    // The app asks for the customer, and Shopify has since withdrawn the scope.
    const sure = createShopifyPort({ graphql: open.graphql, scopes: ['read_customers'] })
    expect((await sure.readOrderSummary({ orderId }))?.customer).toEqual({ kind: 'hidden', reason: 'scope' })
    const [token] = open.admin.shop.installation?.accessTokens.values() ?? []
    if (!token) throw new Error('The app is not installed.')
    token.scopes.push('read_customers')
    onTestFinished(() => void token.scopes.pop())
    const name = expect.stringMatching(/^\S+ \S+$/)
    expect((await read())?.customer).toEqual({ kind: 'known', id: 901, name })
    order.customerId = null
    expect((await read())?.customer).toEqual({ kind: 'guest' })
    expect(await open.port.readOrderSummary({ orderId: 1 })).toBeNull()
  })

  test('behavior: every line of a long order is in its summary', async () => {
    const lines = Array.from({ length: 120 }, () => ({ variantId: 121 }))
    const { id, lines: made } = makeOrder(open.admin, { lines })
    const found = await open.port.readOrderSummary({ orderId: id })
    expect(found?.lines.map((line) => line.id)).toEqual(made.map((line) => line.id))
  })

  test('behavior: a bundle that was sold as its parts is read, with its proof', async () => {
    const order = makeOrder(open.admin, { lines: [{ variantId: 121 }, { variantId: 121 }] })
    const bundle = { id: 31, productId: 12, variantId: 121, quantity: 2, properties: { _palisade: 'p1~l~' } }
    const [part] = order.lines
    if (part) part.bundle = bundle
    const found = await open.port.readOrder({ orderId: order.id })
    const { quantity, productId, variantId } = bundle
    const told = { id: 'gid://shopify/LineItemGroup/31', productId, variantId, quantity }
    expect(found?.lines.map((one) => [one.bundle, one.proof])).toEqual([
      [told, 'p1~l~'],
      [undefined, null],
    ])
  })

  test('behavior: every line of a long order is read; an order that is gone or too old is null', async () => {
    const lines = Array.from({ length: 120 }, () => ({ variantId: 121 }))
    const order = makeOrder(open.admin, { lines })
    const found = await open.port.readOrder({ orderId: BigInt(order.id) })
    expect(found?.lines.map(({ id }) => id)).toEqual(order.lines.map(({ id }) => id))
    expect(await open.port.readOrder({ orderId: 1 })).toBeNull()
    order.createdAt = new Date(Date.now() - 61 * 86_400_000).toISOString()
    expect(await open.port.readOrder({ orderId: order.id })).toBeNull()
  })

  test('behavior: several orders are read together; one that is long or was changed is read by itself', async () => {
    const plain = makeOrder(open.admin, {
      lines: [{ variantId: 111, quantity: 2, properties: { _palisade: 'p1~l' } }, { variantId: 121 }],
      attributes: { _palisade: 'p1~c' },
      discounts: [{ ...OURS, amount: '3.00' }],
    })
    const one = { variantId: 121 }
    const long = makeOrder(open.admin, { lines: [one, one, one, one, { variantId: 111 }] })
    const changed = makeOrder(open.admin, { lines: [{ variantId: 121, quantity: 2 }] })
    const line = changed.lines[0]?.id ?? 0
    refundOrder({ ...open.admin, order: changed, lines: [{ lineId: line, quantity: 1 }] })
    const more = Array.from({ length: 7 }, () => makeOrder(open.admin, { lines: [one] }).id)
    const orderIds = [plain.id, 1, long.id, changed.id, ...more]
    open.costs.length = 0
    const found = await open.port.readOrders({ orderIds })
    expect(open.costs).toHaveLength(2)
    for (const cost of open.costs) expect(cost).toBeLessThanOrEqual(500)
    expect(found.slice(0, 4)).toEqual([
      await open.port.readOrder({ orderId: plain.id }),
      null,
      'large',
      'large',
    ])
    expect(found.slice(4).map((order) => typeof order === 'object' && order?.id)).toEqual(more)
  })

  test('behavior: tags are added to several orders at once, and one that is gone is named', async () => {
    const ids = Array.from({ length: 27 }, () => makeOrder(open.admin, { lines: [{ variantId: 121 }] }).id)
    const gids = [...ids, 1].map((id) => `gid://shopify/Order/${id}`)
    open.costs.length = 0
    const errors = await open.port.addManyTags(gids.map((gid) => ({ gid, tags: ['token-gate'] })))
    expect(open.costs).toEqual([250, 30])
    expect(errors.slice(0, 27)).toEqual(Array(27).fill(null))
    expect(errors[27]).toMatchObject({ code: 'ERR_SHOPIFY_USER' })
    expect(open.admin.shop.orders.map(({ tags }) => tags)).toEqual(Array(27).fill(['token-gate']))
  })

  test('behavior: what the checkout sold of each line is read, despite later additions, increases and refunds', async () => {
    const lines = Array.from({ length: 101 }, () => ({ variantId: 121, quantity: 2 }))
    const order = makeOrder(open.admin, { lines })
    const { state, shop } = open.admin
    const ofLines = async () => {
      const lines = (await open.port.readOrder({ orderId: order.id }))?.lines ?? []
      return lines.map((line) => [line.quantity, line.currentQuantity, line.boughtQuantity])
    }
    const [first, second] = order.lines
    if (!first || !second) throw new Error('The order has no lines.')
    refundOrder({ state, shop, order, lines: [{ lineId: first.id, quantity: 1 }] })
    editOrder({ context: { state, shop }, order, add: [{ variantId: 111 }], remove: [] })
    second.quantity = 5
    second.currentQuantity = 5
    const found = await ofLines()
    expect([found.length, found[0], found[1], found[100], found[101]]).toEqual([
      102,
      [2, 1, 2],
      [5, 5, 2],
      [2, 2, 2],
      [1, 1, 0],
    ])
  })

  test('behavior: a refund that names a line twice returns no more units than are left', async () => {
    const order = makeOrder(open.admin, { lines: [{ variantId: 121, quantity: 3 }] })
    const { state, shop } = open.admin
    const lineId = order.lines[0]?.id ?? 0
    const twice = { lineId, quantity: 2 }
    const refund = refundOrder({ state, shop, order, lines: [twice, twice] })
    expect(refund.lines.map(({ quantity }) => quantity)).toEqual([2, 1])
    expect((await open.port.readOrder({ orderId: order.id }))?.lines[0]?.currentQuantity).toBe(0)
  })

  test('behavior: the pass that the cart left on the order is read', async () => {
    const definition = [...open.admin.shop.metafieldDefinitions.values()].find(
      ({ key }) => key === 'gate_pass',
    )
    expect(definition).toMatchObject({ ownerType: 'ORDER', capabilities: { cartToOrderCopyable: true } })
    const { id } = makeOrder(open.admin, { lines: [{ variantId: 121 }] })
    const name = { ownerId: `gid://shopify/Order/${id}`, key: 'gate_pass' }
    await open.port.writeMetafields([
      { ...name, type: 'single_line_text_field', value: 'p1~m', digest: null },
    ])
    expect(await open.port.readOrder({ orderId: id })).toMatchObject({ pass: 'p1~m' })
  })

  test('behavior: orders that changed since a moment are listed page by page, the oldest change first', async () => {
    const orders = Array.from({ length: 130 }, () => makeOrder(open.admin, { lines: [{ variantId: 121 }] }))
    for (const [i, order] of orders.entries())
      order.updatedAt = new Date(1_790_000_000_000 + i * 1000).toISOString()
    const since = 1_790_000_010
    const first = await open.port.listOrders({ since, after: null })
    const second = await open.port.listOrders({ since, after: first.next })
    expect([first.orders.length, second.orders.length, second.next]).toEqual([100, 20, null])
    const ids = [...first.orders, ...second.orders].map(({ id }) => id)
    expect(ids).toEqual(orders.slice(10).map(({ id }) => id))
    expect(first.orders[0]?.updatedAt).toBe(since)
  })

  test('behavior: new tags are added to the existing ones', async () => {
    const order = makeOrder(open.admin, { lines: [{ variantId: 121 }], tags: ['vip'] })
    const gid = `gid://shopify/Order/${order.id}`
    await open.port.addTags({ gid, tags: ['palisade-suspect', 'VIP'] })
    await open.port.addTags({ gid, tags: [] })
    expect(await open.port.readOrder({ orderId: order.id })).toMatchObject({
      tags: ['vip', 'palisade-suspect'],
    })
  })

  test('behavior: only the named tags are removed', async () => {
    const tags = ['vip', 'token-gate', 'token-gate-suspect']
    const order = makeOrder(open.admin, { lines: [{ variantId: 121 }], tags })
    const gid = `gid://shopify/Order/${order.id}`
    await open.port.removeTags({ gid, tags: ['token-gate-suspect', 'token-gate-duplicate'] })
    await open.port.removeTags({ gid, tags: [] })
    expect(await open.port.readOrder({ orderId: order.id })).toMatchObject({ tags: ['vip', 'token-gate'] })
    const gone = open.port.removeTags({ gid: 'gid://shopify/Order/1', tags: ['vip'] })
    await expect(gone).rejects.toMatchObject({ code: 'ERR_SHOPIFY_USER' })
  })

  test('behavior: Shopify’s list of gated lines is written in the namespace that Shopify asks for', async () => {
    const { id } = makeOrder(open.admin, { lines: [{ variantId: 121 }] })
    const name = {
      ownerId: `gid://shopify/Order/${id}`,
      key: 'gated_wallet_line_items',
      namespace: 'web_3',
    }
    const value = '["gid://shopify/LineItem/1"]'
    await open.port.writeMetafields([{ ...name, type: 'list.single_line_text_field', value, digest: null }])
    expect(await open.port.readMetafields([name])).toMatchObject([{ value }])
  })

  test('behavior: cancelling an order refunds and restocks it', async () => {
    const order = makeOrder(open.admin, { lines: [{ variantId: 121 }] })
    const cancel = () => open.port.cancelOrder({ orderId: order.id, notify: true, note: 'n'.repeat(300) })
    await cancel()
    const found = await open.port.readOrder({ orderId: order.id })
    expect(found).toMatchObject({ lines: [{ quantity: 1, currentQuantity: 0 }] })
    expect(found?.cancelledAt).toBeTypeOf('number')
    expect(order).toMatchObject({
      financialStatus: 'refunded',
      refunds: [{ lines: [{ restockType: 'cancel' }] }],
    })
    await expect(cancel()).rejects.toMatchObject({ code: 'ERR_SHOPIFY_USER' })
  })
})

describe('fulfilment', () => {
  const hold = (id: string, lines: readonly { id: string; quantity: number }[], handle = 'palisade') =>
    open.port.holdFulfillmentOrder({ id, lines, notes: 'No proof of this order is known.', handle })
  const place = () => makeOrder(open.admin, { lines: [{ variantId: 111, quantity: 3 }, { variantId: 121 }] })
  const first = <T>([one]: readonly T[]): T => {
    if (one === undefined) throw new Error('The list is empty.')
    return one
  }

  test('default: some units are held, and the rest stays open', async () => {
    const order = place()
    const whole = first(await open.port.listFulfillmentOrders({ orderId: order.id }))
    expect(whole).toMatchObject({
      status: 'OPEN',
      holds: [],
      lines: [
        { lineItemId: order.lines[0]?.id, remaining: 3 },
        { lineItemId: order.lines[1]?.id, remaining: 1 },
      ],
    })
    const { holdId } = await hold(whole.id, [{ id: first(whole.lines).id, quantity: 2 }])
    expect(await open.port.listFulfillmentOrders({ orderId: order.id })).toMatchObject([
      { id: whole.id, status: 'ON_HOLD', holds: [{ id: holdId, isOurs: true }], lines: [{ remaining: 2 }] },
      { status: 'OPEN', holds: [], lines: [{ remaining: 1 }, { remaining: 1 }] },
    ])
  })

  test('behavior: a hold is placed once, and only our own is released', async () => {
    const order = place()
    const { id } = first(await open.port.listFulfillmentOrders({ orderId: order.id }))
    await hold(id, [])
    expect(await hold(id, [])).toEqual({ holdId: null })
    const stored = first([...open.admin.shop.fulfillmentOrders.values()])
    const theirs = { id: 'gid://shopify/FulfillmentHold/1', handle: null, reason: 'OTHER', reasonNotes: null }
    stored.holds.push({ ...theirs, appId: null })
    const { holds } = first(await open.port.listFulfillmentOrders({ orderId: order.id }))
    expect(holds.map(({ isOurs }) => isOurs)).toEqual([true, false])
    await open.port.releaseHold({ id, holdIds: [] })
    expect(stored.holds).toHaveLength(2)
    await open.port.releaseHold({ id, holdIds: holds.filter((one) => one.isOurs).map((one) => one.id) })
    expect(stored.holds).toMatchObject([{ appId: null }])
    const notOurs = open.port.releaseHold({ id, holdIds: [theirs.id] })
    await expect(notOurs).rejects.toMatchObject({ code: 'ERR_SHOPIFY_USER' })
  })

  test('refuses: to split a held fulfilment order, and to hold a closed one (ERR_SHOPIFY_USER)', async () => {
    const order = place()
    const { id, lines } = first(await open.port.listFulfillmentOrders({ orderId: order.id }))
    await hold(id, [], 'other')
    const split = hold(id, [{ id: first(lines).id, quantity: 1 }])
    await expect(split).rejects.toMatchObject({
      code: 'ERR_SHOPIFY_USER',
      details: { userErrors: [{ code: 'FULFILLMENT_ORDER_NOT_SPLITTABLE' }] },
    })
    for (const stored of open.admin.shop.fulfillmentOrders.values()) stored.status = 'CLOSED'
    await expect(hold(id, [])).rejects.toMatchObject({ code: 'ERR_SHOPIFY_USER' })
  })

  test('refuses: every read of orders without approval for customer data (ERR_CUSTOMER_DATA_NOT_APPROVED)', async () => {
    const { port, admin } = open
    const order = place()
    expect(await port.canReadOrders()).toBe(true)
    expect(open.costs.at(-1)).toBeLessThanOrEqual(3)
    admin.shop.customerData = 'not-approved'
    onTestFinished(() => {
      admin.shop.customerData = 'approved'
    })
    expect(await port.canReadOrders()).toBe(false)
    const refused = { code: 'ERR_CUSTOMER_DATA_NOT_APPROVED' }
    await expect(port.readOrder({ orderId: order.id })).rejects.toMatchObject(refused)
    await expect(port.listOrders({ since: 0, after: null })).rejects.toMatchObject(refused)
    await expect(port.listFulfillmentOrders({ orderId: order.id })).rejects.toMatchObject(refused)
    // Nothing else is withheld.
    expect((await port.readProducts([11]))[0]).not.toBeNull()
  })

  test('refuses: fulfilment orders without their scope (ERR_SCOPE_MISSING)', async () => {
    const order = place()
    const { installation } = open.admin.shop
    const tokens = [...(installation?.accessTokens.values() ?? [])]
    const before = tokens.map(({ scopes }) => scopes)
    for (const token of tokens) token.scopes = token.scopes.filter((scope) => !scope.includes('fulfillment'))
    const listed = open.port.listFulfillmentOrders({ orderId: order.id })
    await expect(listed).rejects.toMatchObject({
      code: 'ERR_SCOPE_MISSING',
      hint: 'Open Palisade in Shopify, grant the permissions that it asks for, then try again.',
    })
    for (const [i, token] of tokens.entries()) token.scopes = before[i] ?? []
  })
})
