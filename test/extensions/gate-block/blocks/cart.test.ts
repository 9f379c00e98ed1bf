import { describe, expect, test } from 'vitest'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import { type RenderBlockParameters, renderBlock } from '../page/renderBlock.ts'
import { ape, type SeedGate } from '../page/seedGates.ts'

const gate = (number: number, more: Partial<SeedGate> = {}): SeedGate => ({
  number,
  conditions: [ape],
  ...more,
})
const line = (productId: number) => ({
  productId,
  variantId: productId === 1001 ? 2001 : productId * 10,
})
const render = (productIds: number[], more: Partial<RenderBlockParameters> = {}) =>
  renderBlock({ gates: [gate(4)], lines: productIds.map(line), ...more })

function readConfig(html: string): GateConfig {
  const json = /<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1]
  return JSON.parse(json ?? '') as GateConfig
}

/** The text of each offer, before any script runs. */
function readOffers(html: string): string[] {
  const locked = html.slice(html.indexOf('data-for="locked"'), html.indexOf('data-ref="ask"'))
  const offers = locked.split(/<[^<]*"palisade-offer"[^>]*>/).slice(1)
  return offers.map((offer) =>
    offer
      .replace(/<[^>]*(>|$)/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
}

describe('the card in the cart', () => {
  test('default', async () => {
    const html = await render([1001])
    expect(html).not.toContain('Translation missing')
    expect(readOffers(html)).toEqual([
      '20% off for Ape Club holders 1 Ape Club Ethereum In your cart: Varsity Jacket',
    ])
    expect(html).toContain('Connect your wallet to unlock your offers.')
    expect(html).toMatch(/<p[^>]*data-gate="4" hidden>20% off · Varsity Jacket<\/p>/)
    expect(readConfig(html)).toMatchObject({
      productId: null,
      variantId: null,
      prices: {},
      products: { 1001: [4] },
      gates: [{ number: 4, prices: {}, give: '[value]% off', value: '20' }],
      texts: { unlocked: 'Unlocked:' },
    })
  })

  test('behavior: each gate appears once, with its products', async () => {
    const others = [
      { id: 7, title: 'Camp Mug', gates: [5, 6] },
      { id: 8, title: 'Field Cap', gates: [5] },
      { id: 9, title: 'Plain Tote', gates: [] },
    ]
    const gates = [gate(4), gate(5), gate(6)]
    const html = await render([1001, 7, 8, 9, 7, 1001], { gates, others })
    const offers = readOffers(html)
    expect(offers).toHaveLength(3)
    expect(offers.map((offer) => offer.split('In your cart: ')[1])).toEqual([
      'Varsity Jacket',
      'Camp Mug, Field Cap',
      'Camp Mug',
    ])
    const config = readConfig(html)
    expect(config.gates.map(({ number }) => number)).toEqual([4, 5, 6])
    expect(config.products).toEqual({ 1001: [4], 7: [5, 6], 8: [5], 9: [] })
  })

  test('behavior: it renders nothing without a gated line, and a hint in the theme editor', async () => {
    const others = [{ id: 9, title: 'Plain Tote', gates: [] }]
    const paused = [gate(4, { state: 'paused' })]
    const everywhere = [gate(5, { isEverywhere: true })]
    for (const html of [
      await render([9], { others }),
      await render([]),
      await render([1001], { gates: paused }),
      await render([], { gates: everywhere }),
    ]) {
      expect(html.replace(/<link.*?>|<script src.*?<\/script>|<\/?div.*?>/g, '').trim()).toBe('')
    }
    expect(await render([9], { others, designMode: true })).toContain('No product in this cart has an active')
  })

  test('behavior: in a theme that cannot look gates up the editor says why the cart shows nothing', async () => {
    const html = await render([1001], { isBlind: true, designMode: true })
    expect(html).toContain('The theme can’t look up gates.')
    expect(html).not.toContain('No product in this cart')
    expect(html).toContain('data-palisade-blind')
    expect(await render([9], { isBlind: true, others: [{ id: 9, title: 'Tote', gates: [] }] })).not.toContain(
      'data-palisade-blind',
    )
  })

  test('behavior: an exclusive gate comes first and says that its products need it', async () => {
    const others = [{ id: 7, title: 'Camp Mug', gates: [5] }]
    const gates = [gate(4), gate(5, { gives: { kind: 'none', exclusive: true } })]
    const html = await render([1001, 7], { gates, others })
    expect(readOffers(html)).toEqual([
      'For Ape Club holders 1 Ape Club Ethereum Can’t be bought without it: Camp Mug',
      '20% off for Ape Club holders 1 Ape Club Ethereum In your cart: Varsity Jacket',
    ])
    expect(html).toContain('Connect your wallet to check out, or remove these products from your cart.')
    const shut = [gate(5, { state: 'paused', gives: { kind: 'none', exclusive: true } })]
    const closed = await render([7], { gates: shut, others })
    expect(closed).toContain('This isn’t available right now. Come back later.')
    expect(closed).toContain('In your cart: Camp Mug')
    expect(closed).not.toContain('<button')
  })

  test('behavior: a gate about all products covers every line, and lists names only if it is exclusive', async () => {
    const others = [{ id: 9, title: 'Plain Tote', gates: [] }]
    const shipping = gate(5, { isEverywhere: true, gives: { kind: 'none', free_shipping: true } })
    const html = await render([9], { gates: [shipping], others })
    expect(readOffers(html)).toEqual(['Free shipping for Ape Club holders 1 Ape Club Ethereum'])
    expect(readConfig(html).products).toEqual({ 9: [5] })
    const members = gate(5, { isEverywhere: true, gives: { kind: 'none', exclusive: true } })
    expect(readOffers(await render([9, 1001], { gates: [members], others }))[0]).toContain(
      'Can’t be bought without it: Plain Tote, Varsity Jacket',
    )
  })

  test('behavior: fifty lines give a short card, and the script knows every gate', async () => {
    const others = Array.from({ length: 50 }, (_, i) => ({
      id: 10 + i,
      title: `Print ${i}`,
      gates: [4, 20 + (i % 6)],
    }))
    const gates = [4, 20, 21, 22, 23, 24, 25].map((number) => gate(number))
    const html = await render(
      others.map(({ id }) => id),
      { gates, others },
    )
    expect(html).toContain('In your cart: Print 0, Print 1, Print 2 and 47 more')
    expect(html.match(/class="palisade-offer"/g)).toHaveLength(4)
    expect(html).toContain('and 3 more')
    const config = readConfig(html)
    expect(config.gates.map(({ number }) => number)).toEqual([4, 20, 21, 22, 23, 24, 25])
    expect(Object.keys(config.products)).toHaveLength(50)
  })

  test('refuses: HTML in a product’s title', async () => {
    const title = '</script><img src=x onerror=alert(1)>"\'&<b>'
    const others = [{ id: 7, title, gates: [4] }]
    const html = await render([7], { others })
    expect(html).not.toContain('<img src=x')
    expect(html).not.toContain('<b>')
    expect(html).not.toContain('&amp;amp;')
    expect(html.match(/&lt;img src=x onerror=alert\(1\)&gt;/g)).toHaveLength(2)
    expect(html.match(/<\/script>/g)).toHaveLength(2)
    expect(readConfig(html).products).toEqual({ 7: [4] })
  })
})
