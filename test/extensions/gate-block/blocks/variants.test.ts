import { describe, expect, test } from 'vitest'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import { type RenderBlockParameters, renderBlock } from '../page/renderBlock.ts'
import { ape, type SeedGate } from '../page/seedGates.ts'

/** A gate about size L only: on the variant itself, or on a collection that has it as a single variant. */
const large: SeedGate = { number: 40, conditions: [ape], variantIds: [2002] }
const render = (more: Partial<RenderBlockParameters> = {}) => renderBlock({ gates: [large], ...more })

function readConfig(html: string): GateConfig {
  const json = /<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1]
  return JSON.parse(json ?? '') as GateConfig
}
const pricesOf = (html: string) =>
  Object.fromEntries(
    Object.entries(readConfig(html).gates[0]?.prices ?? {}).map(([id, { cents }]) => [id, cents]),
  )

describe('a gate about single variants', () => {
  test('default: its variants show its price, the others the usual price, with their titles', async () => {
    const html = await render()
    expect(pricesOf(html)).toEqual({ 2001: 12_000, 2002: 9600 })
    expect(html).toMatch(/<p class="palisade-text">L<\/p>/)
    expect(html).not.toContain('Translation missing')
  })

  test('behavior: a gate ignores the marks of another gate', async () => {
    const gates = [large, { number: 4, conditions: [ape], variantIds: [2001] }]
    const prices = readConfig(await render({ gates })).gates.map(({ number, prices }) => [
      number,
      prices[2001]?.cents,
      prices[2002]?.cents,
    ])
    expect(prices).toEqual([
      [40, 12_000, 9600],
      [4, 9600, 12_000],
    ])
  })

  test('behavior: a card of an older version, without a mark, applies to all variants', async () => {
    const html = await render({ gates: [{ number: 40, conditions: [ape] }] })
    expect(pricesOf(html)).toEqual({ 2001: 9600, 2002: 9600 })
  })

  test('behavior: an amount off the order shows no variant price', async () => {
    const gives = { kind: 'order_percentage', percent: '10' } as const
    expect(pricesOf(await render({ gates: [{ ...large, gives }] }))).toEqual({})
  })

  test('behavior: the cart offers the gate only for its variants', async () => {
    const line = (variantId: number) => ({ productId: 1001, variantId })
    expect(await render({ lines: [line(2001)] })).not.toContain('palisade-offer')
    const html = await render({ lines: [line(2001), line(2002)] })
    expect(html).toContain('In your cart: Varsity Jacket')
    expect(readConfig(html).gates.map(({ number }) => number)).toEqual([40])
  })
})
