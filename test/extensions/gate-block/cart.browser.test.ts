import { describe, expect, test } from 'vitest'
import { answers, connect, hidden, openBlock, waitFor } from './page/openBlock.ts'
import { ape } from './page/seedGates.ts'
import type { FakeCart } from './page/startPage.ts'

const gatesKey = 'palisade:gates:northside.myshopify.com'
/** What makes a text a whole proof. */
const mac = 'a'.repeat(32)
const endsAt = Math.floor(Date.now() / 1000) + 2 * 3600

describe("the block and the cart's other gates", () => {
  test('behavior: a gate that could not be read keeps its proof in the lines and the form', async () => {
    const gatesOf: Record<number, number[]> = { 1001: [4, 5], 9: [4, 7] }
    const downGates: number[] = []
    const cart: FakeCart = {
      token: 'cart1',
      attributes: {},
      items: [
        { key: 'k1', product_id: 9, variant_id: 91, quantity: 1, properties: {} },
        { key: 'k2', product_id: 1001, variant_id: 2001, quantity: 1, properties: {} },
      ],
    }
    const { page } = await openBlock({
      cart,
      gates: [4, 5].map((number) => ({ number, conditions: [ape] })),
      proxy: ({ body }) => {
        const asked = body.gates as number[]
        const open = asked.filter((id) => !downGates.includes(id))
        const lines = body.lines as { productId: number; variantId: number }[]
        const gates = asked.map((id) =>
          open.includes(id) ? { id, kind: 'open', endsAt } : { id, kind: 'unchecked', chain: 'base' },
        )
        const lineProofs = lines.map((line) => {
          const opened = gatesOf[line.productId]?.filter((id) => open.includes(id))
          return { ...line, proof: `l~${line.variantId}~${opened}~${mac}` }
        })
        return { body: { gates, proof: `c~${open}~${mac}`, lineProofs, session: 'visit1' } }
      },
    })
    await page.evaluate((key) => localStorage.setItem(key, '{"9":[4,7]}'), gatesKey)
    await connect(page)
    await waitFor(page, 'unlocked')
    const carried = () => cart.items.map((item) => item.properties._palisade)
    expect(cart.attributes._palisade).toBe(`c~4,5,7~${mac}`)
    expect(carried()).toEqual([`l~91~4,7~${mac}`, `l~2001~4,5~${mac}`])

    downGates.push(5, 7)
    const answered = page.waitForResponse('**/renew')
    await page.getByLabel('Size').selectOption('2002')
    await answered
    await expect.poll(() => cart.attributes._palisade).toBe(`c~4~${mac}`)
    await page.waitForLoadState('networkidle')
    expect(carried()).toEqual([`l~91~4,7~${mac}`, `l~2001~4,5~${mac}`])
    expect(await page.locator(hidden).inputValue()).toBe(`l~2001~4,5~${mac}`)
    expect(await page.locator('palisade-gate').getAttribute('data-state')).toBe('unlocked')
  })

  test('behavior: a deleted gate of another page asks for no signature and shows no message (ERR_GATE_NOT_FOUND)', async () => {
    const item = { key: 'k1', product_id: 9, variant_id: 91, quantity: 1, properties: {} }
    const { page, calls, open } = await openBlock({
      cart: { token: 'cart1', attributes: {}, items: [item] },
      proxy: ({ body }) =>
        (body.gates as number[]).includes(7)
          ? { status: 404, body: { msg: 'This shop has no such gate.', code: 'ERR_GATE_NOT_FOUND' } }
          : answers.open(body.lines),
    })
    const remember = () => page.evaluate((key) => localStorage.setItem(key, '{"9":[7]}'), gatesKey)
    const asked = () => calls.splice(0).map(({ verb, body }) => [verb, body.gates])
    await remember()
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(asked()).toEqual([
      ['nonce', undefined],
      ['unlock', [4]],
      ['renew', [4, 7]],
    ])
    expect(await page.evaluate((key) => localStorage.getItem(key), gatesKey)).toBe('{"1001":[4]}')
    await remember()
    await open()
    await waitFor(page, 'unlocked')
    expect(asked()).toEqual([
      ['renew', [4, 7]],
      ['renew', [4]],
    ])
  })
})
