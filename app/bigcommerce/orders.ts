import { PalisadeError, UpstreamError } from '../core/errors/base.ts'
import { isPassing } from '../core/errors/isPassing.ts'
import type { OrderCustomer } from '../core/settlement/orderSummary.ts'
import { toThousandths } from '../core/text/thousandths.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import type { BigCommerceApi } from './createBigCommerceApi.ts'
import {
  isIncomplete,
  type Order,
  type OrderCoupon,
  type OrderProduct,
  parseOrder,
  STATUS,
  secondsOf,
} from './parseOrder.ts'
import { readPages } from './readPages.ts'
import { formatStaffNotes, parseStaffNotes, type StaffNotes } from './staffNotes.ts'

const PAGE = 100
const idOf = (gid: string) => Number(/(\d+)$/.exec(gid)?.[1] ?? Number.NaN)

/** Read, tag, hold and cancel orders. A hold is the status "Manual Verification Required". */
export function createOrders(api: BigCommerceApi, requireScope: (name: string) => Promise<boolean>) {
  const find = (orderId: number | bigint) => api.send<Order>({ path: `/v2/orders/${orderId}` })
  const listProducts = async (order: Order): Promise<OrderProduct[]> => {
    const products = await readPages<OrderProduct>(api, {
      ...{ path: `/v2/orders/${order.id}/products`, mustExist: true },
    })
    // Only BigCommerce's own word makes it an order of nothing.
    if (products.length === 0 && order.items_total !== 0) throw unshownPart('lines')
    return products
  }
  const listCoupons = async (order: Order): Promise<OrderCoupon[]> => {
    const coupons = await readPages<OrderCoupon>(api, {
      ...{ path: `/v2/orders/${order.id}/coupons`, mustExist: true },
    })
    if (coupons.length === 0 && (toThousandths(order.coupon_discount ?? '') ?? 0n) > 0n) {
      throw unshownPart('coupons')
    }
    return coupons
  }
  const readOrder: ShopifyPort['readOrder'] = async ({ orderId }) => {
    const order = await find(orderId)
    if (!order || isIncomplete(order)) return null
    return parseOrder(order, await listProducts(order), await listCoupons(order))
  }
  const change = async (
    orderId: number | bigint,
    plan: (order: Order, notes: StaffNotes) => Record<string, unknown> | null,
  ): Promise<void> => {
    const order = await find(orderId)
    const body = order && plan(order, parseStaffNotes(order.staff_notes))
    if (body) await api.send({ path: `/v2/orders/${orderId}`, method: 'PUT', body })
  }
  const setTags = (gid: string, next: (tags: readonly string[]) => readonly string[]) =>
    change(idOf(gid), ({ staff_notes }, notes) => {
      const text = formatStaffNotes({ ...notes, tags: next(notes.tags) })
      return text === (staff_notes ?? '') ? null : { staff_notes: text }
    })
  const addTags: ShopifyPort['addTags'] = ({ gid, tags }) =>
    setTags(gid, (standing) => [...new Set([...standing, ...tags])])
  return {
    canReadOrders: () => requireScope('read_orders'),
    readOrder,
    readOrders: async ({ orderIds }) => {
      const found: Awaited<ReturnType<ShopifyPort['readOrders']>> = []
      for (const orderId of orderIds) {
        const one = await readOrder({ orderId }).catch((error: unknown) => {
          // Asked for again alone, so that it fails alone.
          if (error instanceof PalisadeError && !isPassing(error)) return 'large' as const
          throw error
        })
        found.push(one)
      }
      return found
    },
    readOrderCustomer: async ({ orderId }) => {
      const order = await find(orderId)
      return order && { id: order.customer_id || null }
    },
    readOrderSummary: async ({ orderId }) => {
      const order = await api.send<Order & { total_inc_tax: string; default_currency_code?: string }>({
        path: `/v2/orders/${orderId}`,
      })
      if (!order) return null
      const customer: OrderCustomer = order.customer_id
        ? { kind: 'known', id: order.customer_id, name: `Customer ${order.customer_id}` }
        : { kind: 'guest' }
      return {
        createdAt: secondsOf(order.date_created),
        // BigCommerce has none.
        confirmationNumber: null,
        total: { amount: order.total_inc_tax, currencyCode: order.default_currency_code ?? '' },
        customer,
        lines: (await listProducts(order)).map(({ id, name, quantity }) => ({
          ...{ id, title: name, quantity, imageUrl: null },
        })),
      }
    },
    listOrders: async ({ since: first, after }) => {
      const [since, page] = after === null ? [first, 1] : parseCursor(after)
      const found = await api.send<Order[]>({
        path: '/v2/orders',
        query: {
          min_date_modified: new Date(since * 1000).toISOString(),
          ...{ sort: 'date_modified:asc', limit: PAGE, page },
        },
      })
      const orders = (found ?? []).map((order) => ({
        ...{ id: order.id, isIncomplete: isIncomplete(order) },
        ...{ createdAt: secondsOf(order.date_created), updatedAt: secondsOf(order.date_modified) },
      }))
      return {
        orders: orders.filter((order) => !order.isIncomplete),
        next:
          orders.length < PAGE ? null : composeCursor({ since, page, last: orders.at(-1)?.updatedAt ?? 0 }),
      }
    },
    addTags,
    addManyTags: async (added) => {
      const errors: (PalisadeError | null)[] = []
      for (const one of added) {
        errors.push(
          await addTags(one).then(
            () => null,
            (error: unknown) => {
              if (error instanceof PalisadeError && error.code !== 'ERR_SHOPIFY_REQUEST') return error
              throw error
            },
          ),
        )
      }
      return errors
    },
    removeTags: ({ gid, tags }) => setTags(gid, (standing) => standing.filter((tag) => !tags.includes(tag))),
    // An order is one whole: its status holds all of it.
    listFulfillmentOrders: async ({ orderId }) => {
      const order = await find(orderId)
      if (!order) return []
      const products = await listProducts(order)
      const { heldFrom } = parseStaffNotes(order.staff_notes)
      const isHeld = order.status_id === STATUS.onHold
      return [
        {
          id: String(order.id),
          status: chooseStatus(order.status_id),
          holds: isHeld ? [{ id: String(heldFrom ?? ''), handle: HANDLE, isOurs: heldFrom !== null }] : [],
          lines: products.map(({ id, quantity, quantity_shipped = 0, quantity_refunded = 0 }) => ({
            ...{ id: String(id), lineItemId: id },
            remaining: Math.max(0, quantity - quantity_shipped - quantity_refunded),
          })),
        },
      ]
    },
    holdFulfillmentOrder: async ({ id, notes: why }) => {
      let holdId: string | null = null
      await change(Number(id), (order, notes) => {
        if (order.status_id === STATUS.onHold) return null
        holdId = String(order.status_id)
        const staff_notes = formatStaffNotes({ ...notes, heldFrom: order.status_id }, why)
        return { status_id: STATUS.onHold, staff_notes }
      })
      return { holdId }
    },
    releaseHold: ({ id }) =>
      change(Number(id), (order, notes) => {
        if (notes.heldFrom === null) return null
        const staff_notes = formatStaffNotes({ ...notes, heldFrom: null })
        // Staff may have given it another status since.
        return order.status_id === STATUS.onHold
          ? { status_id: notes.heldFrom, staff_notes }
          : { staff_notes }
      }),
    cancelOrder: ({ orderId, note }) =>
      change(orderId, (order, notes) => {
        if (SENT.includes(order.status_id)) throw sentOrder()
        // Its answer may have been lost: the note is written once.
        if (order.status_id === STATUS.cancelled && notes.others.includes(note)) return null
        const others = [notes.others, note].filter(Boolean).join('\n')
        return {
          status_id: STATUS.cancelled,
          staff_notes: formatStaffNotes({ ...notes, others, heldFrom: null }),
        }
      }),
  } satisfies Partial<ShopifyPort>
}

/**
 * Compose where the next page begins: at the last change of this one. An order that changes meanwhile leaves its place,
 * and all behind it move up, so a page that is counted from the first order would miss some. Whole pages of one second
 * are counted on. A second earlier, because the documents do not say whether the time itself is included.
 */
function composeCursor({ since, page, last }: { since: number; page: number; last: number }): string {
  return last - 1 > since ? `${last - 1} 1` : `${since} ${page + 1}`
}

function parseCursor(text: string): [since: number, page: number] {
  const [since, page] = text.split(' ')
  return [Number(since), Number(page)]
}

/** As `HOLD_HANDLE` of the core: planHolds finds our holds by it. */
const HANDLE = 'palisade-gate'
const SENT: readonly number[] = [STATUS.shipped, STATUS.partlyShipped, STATUS.completed]

function chooseStatus(status: number): 'OPEN' | 'ON_HOLD' | 'CLOSED' | 'CANCELLED' {
  if (status === STATUS.onHold) return 'ON_HOLD'
  if (status === STATUS.cancelled || status === STATUS.declined) return 'CANCELLED'
  return status === STATUS.shipped || status === STATUS.completed || status === STATUS.refunded
    ? 'CLOSED'
    : 'OPEN'
}

/** Its order is there, so it is not nothing: it is deleted with its order by now, or BigCommerce does not show it yet. */
function unshownPart(part: 'lines' | 'coupons'): UpstreamError {
  return new UpstreamError('ERR_SHOPIFY_REQUEST', `BigCommerce does not show the ${part} of this order.`, {
    hint: 'Palisade asks again later, and decides nothing about the order until then.',
    details: { isPassing: false },
  })
}

function sentOrder(): UpstreamError {
  return new UpstreamError(
    'ERR_SHOPIFY_USER',
    'A part of this order is sent already, so it is not canceled.',
    {
      hint: 'Decide in the control panel what becomes of it.',
    },
  )
}
