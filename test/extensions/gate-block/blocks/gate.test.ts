import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import { extensionDir, renderBlock } from '../page/renderBlock.ts'
import { ape, type SeedGate } from '../page/seedGates.ts'

const gold = {
  kind: 'erc20' as const,
  name: 'Gold Coin',
  symbol: 'GOLD',
  minimum: '100',
  chain: 'polygon',
  chain_name: 'Polygon',
}
const pass = { kind: 'erc1155' as const, name: 'Season Pass', token_ids: ['1', '4'], minimum: '2' }
const gate = (more: Partial<SeedGate> = {}): SeedGate => ({ number: 4, conditions: [ape], ...more })

/** What a shopper reads in the locked state, before any script. */
function readLocked(html: string): string {
  const start = html.indexOf('data-for="locked"')
  const panel = html.slice(html.indexOf('>', start) + 1, html.indexOf('data-for="connecting"'))
  const text = panel.replace(/<noscript[\s\S]*?<\/noscript\s*>/g, '').replace(/<[^>]*>/g, ' ')
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/ <div.*$/, '')
}
function readConfig(html: string): GateConfig {
  const json = /<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1]
  return JSON.parse(json ?? '') as GateConfig
}

describe('the locked state', () => {
  test('default', async () => {
    const html = await renderBlock({ gates: [gate()] })
    expect(readLocked(html)).toContain(
      '20% off for Ape Club holders 1 Ape Club Ethereum Connect your wallet to unlock your price. Connect wallet',
    )
    expect(html).not.toContain('Translation missing')
  })

  const gives = { kind: 'fixed_amount', amount: '10.50', currency: 'EUR' }
  test.each<[string, SeedGate, string]>([
    ['a fixed amount', gate({ gives }), '€10.50 off for Ape Club holders'],
    ['a coin', gate({ conditions: [gold] }), '20% off for GOLD holders at least 100 GOLD Polygon'],
    [
      'editions',
      gate({ conditions: [pass] }),
      '20% off for Season Pass holders at least 2 Season Pass ( #1, #4 )',
    ],
    [
      'all of two',
      gate({ join: 'all', conditions: [ape, gold] }),
      '20% off for holders of Ape Club and GOLD',
    ],
    ['any of two', gate({ join: 'any', conditions: [ape, gold] }), '20% off for Ape Club or GOLD holders'],
    ['all of many', gate({ join: 'all', conditions: [ape, gold, pass] }), 'holders of all of these'],
    [
      'any of many',
      gate({ join: 'any', conditions: [ape, gold, pass], gives }),
      '€10.50 off for holders of any of',
    ],
    ['the same name twice', gate({ join: 'any', conditions: [ape, ape] }), '20% off for Ape Club holders'],
    ['the nameless', gate({ conditions: [{ ...ape, name: '', symbol: '' }] }), '20% off for 0xab…ab holders'],
    [
      'exclusive access',
      gate({ kind: 'exclusive_access', gives: { kind: 'exclusive' } }),
      'For Ape Club holders 1 Ape Club Ethereum Connect your wallet to buy.',
    ],
  ])('behavior: says %s', async (_, seed, sentence) => {
    const text = readLocked(await renderBlock({ gates: [seed] }))
    expect(text.replaceAll('( #', '(#').replaceAll(' )', ')')).toContain(
      sentence.replaceAll('( #', '(#').replaceAll(' )', ')'),
    )
  })

  test('behavior: shows every active gate of the product, and only those', async () => {
    const gates = [
      gate(),
      gate({ number: 5, conditions: [gold], gives }),
      gate({ number: 6, state: 'paused' }),
    ]
    const html = await renderBlock({ gates })
    expect(readLocked(html)).toMatch(/20% off for Ape Club holders.*€10\.50 off for GOLD holders/)
    expect(readConfig(html).gates.map((one) => one.number)).toEqual([4, 5])
  })

  test('behavior: renders nothing without an active gate, and a hint in the theme editor', async () => {
    const gates = [gate({ state: 'paused' })]
    expect(await renderBlock({ gates })).not.toContain('palisade-gate class')
    expect(await renderBlock({ gates, designMode: true })).toContain('No active gate for this product')
  })

  test('behavior: names the currency of an amount that the page is not in', async () => {
    const html = await renderBlock({ gates: [gate({ gives })], cartCurrency: 'USD' })
    expect(readLocked(html)).toContain('10.50 EUR off for Ape Club holders')
    expect(readConfig(html).showsPrice).toBe(false)
  })

  test('behavior: reserves a line for everything that may be missing', async () => {
    const html = await renderBlock({ gates: [gate({ join: 'any', conditions: [ape, gold] })] })
    const list = /data-ref="unmet">([\s\S]*?)<\/ul>/.exec(html)?.[1] ?? ''
    expect(list.match(/<li>/g)).toHaveLength(3)
  })

  test('behavior: German-like lengths stay whole words in the page', async () => {
    const name = 'Donaudampfschifffahrtsgesellschaftskapitäne'
    expect(readLocked(await renderBlock({ gates: [gate({ conditions: [{ ...ape, name }] })] }))).toContain(
      name,
    )
  })
})

describe('hostile names', () => {
  const evil = '</script><img src=x onerror=alert(1)>"\'&<b>'
  test('refuses: HTML from a contract, a merchant or a setting', async () => {
    const conditions = [
      { ...ape, name: evil, chain_name: evil, chain: evil },
      { ...pass, name: evil, token_ids: [evil], minimum: evil },
    ]
    const gates = [gate({ name: evil, conditions, gives: { kind: 'percentage', percent: evil } })]
    const html = await renderBlock({ gates, settings: { heading: evil, proxy_path: evil } })
    expect(html).not.toContain('<img')
    expect(html).not.toContain('<b>')
    expect(html).not.toContain('&amp;amp;')
    expect(html.match(/<\/script>/g)).toHaveLength(2)
    const config = readConfig(html)
    expect(config.proxyPath).toBe(evil)
    expect(config.gates[0]?.chains[0]?.name).toBe(evil)
  })
})

describe('what the script is told', () => {
  test('default', async () => {
    const config = readConfig(await renderBlock({ gates: [gate()], currencyCode: 'JPY', price: '12000' }))
    expect(config).toMatchObject({
      shop: 'northside.myshopify.com',
      proxyPath: '/apps/palisade',
      rootUrl: '/',
      productId: 1001,
      variantId: 2001,
      prices: { 2001: 1_200_000, 2002: 1_200_000 },
      moneyFormat: '¥{{amount_no_decimals}}',
      showsPrice: true,
      showsIcons: true,
      gates: [
        {
          number: 4,
          gives: { kind: 'percentage', percent: '20' },
          give: '[value]% off',
          value: '20',
          chains: [{ slug: 'ethereum', name: 'Ethereum', id: 1 }],
        },
      ],
    })
  })

  test('behavior: settings reach the script; an empty path is the default', async () => {
    const settings = { proxy_path: '', show_price: false, show_wallet_icons: false, heading: 'For members' }
    const html = await renderBlock({ gates: [gate()], settings })
    expect(html).toContain('<p class="palisade-heading">For members</p>')
    expect(readConfig(html)).toMatchObject({
      proxyPath: '/apps/palisade',
      showsPrice: false,
      showsIcons: false,
    })
  })

  test('behavior: no sentence holds a character that escaping would turn into an entity', () => {
    const text = readFileSync(join(extensionDir, 'locales/en.default.json'), 'utf8')
    const sentences: string[] = []
    JSON.parse(text, (_, value: unknown) => {
      if (typeof value === 'string') sentences.push(value)
      return value
    })
    expect(sentences.length).toBeGreaterThan(40)
    for (const sentence of sentences) expect(sentence).not.toMatch(/[&<>"']/)
  })
})
