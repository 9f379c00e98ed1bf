import { describe, expect, test } from 'vitest'
import { addMissingLines, listMissingLines } from '../../../app/proxy/cart/browser/addMissingLines.ts'

type Item = {
  variant_id: number
  quantity: number
  selling_plan_allocation?: { selling_plan: { id: number } }
}

/** A shop's cart, in which some variants are sold out. */
function fakeCart(items: Item[], soldOut: readonly number[] = []) {
  const added: unknown[] = []
  const send = async (url: string, init: RequestInit) => {
    if (url === '/cart.js') return Response.json({ items })
    const [item] = JSON.parse(String(init.body)).items
    if (soldOut.includes(item.id)) return Response.json({ status: 422 }, { status: 422 })
    added.push(item)
    const plan = item.selling_plan && { selling_plan_allocation: { selling_plan: { id: item.selling_plan } } }
    items.push({ variant_id: item.id, quantity: item.quantity, ...plan })
    return Response.json({})
  }
  return { send, added }
}
const line = (variantId: number, quantity: number, sellingPlanId: number | null = null) => ({
  variantId,
  quantity,
  sellingPlanId,
})

describe('addMissingLines', () => {
  test('default: an empty cart gets every line, with its subscription', async () => {
    const { send, added } = fakeCart([])
    expect(await addMissingLines({ lines: [line(1, 2), line(2, 1, 9)], send })).toEqual({ kind: 'whole' })
    expect(added).toEqual([
      { id: 1, quantity: 2 },
      { id: 2, quantity: 1, selling_plan: 9 },
    ])
  })

  test('behavior: what is there already is not added again, and a second time adds nothing', async () => {
    const { send, added } = fakeCart([{ variant_id: 1, quantity: 1 }])
    const lines = [line(1, 1), line(1, 2), line(2, 1)]
    await addMissingLines({ lines, send })
    expect(added).toEqual([
      { id: 1, quantity: 2 },
      { id: 2, quantity: 1 },
    ])
    expect(await listMissingLines({ lines, send })).toEqual([])
  })

  test('behavior: a subscription is not taken for a one-time purchase', async () => {
    const { send } = fakeCart([{ variant_id: 1, quantity: 5 }])
    expect(await listMissingLines({ lines: [line(1, 1, 9)], send })).toEqual([line(1, 1, 9)])
  })

  test('behavior: what is sold out keeps nothing else out, and is told', async () => {
    const { send, added } = fakeCart([], [1])
    expect(await addMissingLines({ lines: [line(1, 1), line(2, 1)], send })).toEqual({ kind: 'part' })
    expect(added).toEqual([{ id: 2, quantity: 1 }])
  })

  test('refuses: a cart that cannot be read is left as it is', async () => {
    const send = async () => new Response('<h1>Sorry</h1>', { status: 502 })
    await expect(addMissingLines({ lines: [line(1, 1)], send })).rejects.toThrow(SyntaxError)
  })
})
