import { randomUUID } from 'node:crypto'
import { CANCELLED } from '../../standin/bigcommerce/api/statuses.ts'
import type { Knobs } from '../../standin/bigcommerce/knobs.ts'
import { JACKET, MEMBERS_CAP, MUG } from '../../standin/bigcommerce/seedStore.ts'
import type { StandinOrder, StandinStore } from '../../standin/bigcommerce/state.ts'
import { changeOrderStatus } from '../../standin/bigcommerce/storefront/changeOrderStatus.ts'
import { releaseEvents, settleEvents } from '../../standin/bigcommerce/webhooks/emitEvent.ts'
import { openStore, sumDiscounts, type World } from '../bigcommerce/openStore.ts'
import type { Differences, Good, LiveCart, LiveShop, OpenShopParameters, Platform } from './platform.ts'

const GOODS: Readonly<Record<Good, { product: number; variant: number }>> = {
  jacket: { product: JACKET.product, variant: JACKET.small },
  mug: MUG,
  cap: MEMBERS_CAP,
}
const ON_HOLD = 12

/** BigCommerce, which lets a code of one use be used once. */
export const bigCommerce: Platform = createPlatform('BigCommerce', {
  knobs: {},
  differences: { outsider: 'held', copy: 'refused', stale: 'refused' },
})

/** The same, where two checkouts that hold one code both succeed: its documents do not say what happens. */
export const bigCommerceWithRaces: Platform = createPlatform('BigCommerce with races', {
  knobs: { codeRace: 'both' },
  differences: { outsider: 'held', copy: 'held', stale: 'refused' },
})

function createPlatform(
  name: string,
  { knobs, differences }: { knobs: Partial<Knobs>; differences: Differences },
): Platform {
  return {
    name,
    start: async () => ({
      open: (parameters) => openShop({ ...parameters, knobs, differences }),
      close: async () => undefined,
    }),
  }
}

async function openShop({
  db,
  clock,
  chain,
  knobs,
  differences,
}: OpenShopParameters & { knobs: Partial<Knobs>; differences: Differences }): Promise<LiveShop> {
  const { readBalances, readTokenIds } = chain
  const world = await openStore({ db, clock, knobs, chain: { readBalances, readTokenIds } })
  await world.install()
  const { store, ctx, storeDomain } = world
  for (const { variants } of store.products.values()) for (const one of variants) one.stock = null
  const find = (orderId: number) => findOrder(store, orderId)
  return {
    ...{ differences, ctx, myshopifyDomain: storeDomain },
    productOf: (good) => GOODS[good].product,
    openCart: async () => openCart(world),
    cancel: async (orderId) => changeOrderStatus(store, find(orderId), CANCELLED),
    refund: (orderId, units) => refund(world, listRefunded(find(orderId), units)),
    events: {
      lose: (count) => {
        store.events.loseNext = count
      },
      double: (count) => {
        store.events.doubleNext = count
      },
      hold: () => {
        store.events.isHeld = true
      },
      release: () => releaseEvents(store),
      settle: () => settleEvents(store),
    },
    stateOf: (orderId) => {
      const { statusId } = find(orderId)
      return statusId === CANCELLED ? 'cancelled' : statusId === ON_HOLD ? 'held' : 'open'
    },
    setNextOrder: (orderId) => void store.count('order', orderId),
  }
}

function openCart(world: World): LiveCart {
  const id = randomUUID()
  let codes: string[] = []
  return {
    token: id,
    put: async (given) => {
      codes = given.codes.map(({ code }) => code)
    },
    checkout: async (items) => {
      const asked = items.map(({ good, quantity = 1 }) => ({ ...GOODS[good], quantity }))
      try {
        const order = world.buy({ id, items: asked, codes })
        return { kind: 'ordered', orderId: order.id, discountCents: sumDiscounts(order) }
      } catch (error) {
        return { kind: 'refused', why: (error as Error).message }
      }
    },
  }
}

function findOrder(store: StandinStore, orderId: number): StandinOrder {
  const order = store.orders.get(orderId)
  if (!order) throw new Error(`The store has no order ${orderId}.`)
  return order
}

type Refund = { orderId: number; items: { item_type: 'PRODUCT'; item_id: number; quantity: number }[] }

function listRefunded(
  { id: orderId, lines }: StandinOrder,
  units: { good: Good; quantity: number } | 'all',
): Refund {
  const asked =
    units === 'all'
      ? lines.map((line) => ({ line, quantity: line.quantity - line.refunded }))
      : lines
          .filter(({ productId }) => productId === GOODS[units.good].product)
          .map((line) => ({ line, quantity: units.quantity }))
  const items = asked.filter(({ quantity }) => quantity > 0)
  return {
    orderId,
    items: items.map(({ line, quantity }) => ({ item_type: 'PRODUCT', item_id: line.id, quantity })),
  }
}

/** Refund as staff do in the control panel: the platform quotes what comes back, and is told to pay it. */
async function refund({ ports, standin, store, storeDomain }: World, { orderId, items }: Refund) {
  const login = await ports.members.findToken({ myshopifyDomain: storeDomain })
  const send = async (path: string, body: unknown) => {
    const answer = await fetch(
      `${standin.origin}/stores/${store.hash}/v3/orders/${orderId}/payment_actions/${path}`,
      {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', accept: 'application/json' },
          'x-auth-token': login?.token ?? '',
        },
        body: JSON.stringify(body),
      },
    )
    if (!answer.ok) throw new Error(`BigCommerce answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as {
      data: { refund_methods: [[{ amount: number; provider_id: string; offline: boolean }]] }
    }
  }
  const { data } = await send('refund_quotes', { items })
  const [[{ provider_id, amount, offline }]] = data.refund_methods
  await send('refunds', { items, payments: [{ provider_id, amount, offline }] })
}
