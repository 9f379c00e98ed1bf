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

/** The text of the locked state, before any script runs. */
function readLocked(html: string): string {
  const start = html.indexOf('data-for="locked"')
  const panel = html.slice(html.indexOf('>', start) + 1, html.indexOf('data-for="connecting"'))
  return panel
    .replace(/<noscript[\s\S]*?<\/noscript\s*>/g, '')
    .replace(/<p [^>]*(?:aria-hidden|palisade-late)[\s\S]*?<\/p>/g, '')
    .replace(/<[^>]*>/g, ' ')
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
      '20% off for Ape Club holders 1 Ape Club Ethereum Connect your wallet to unlock this offer. Connect wallet',
    )
    expect(html).not.toContain('Translation missing')
  })

  const gives = { kind: 'fixed_amount', amount: '10.50', currency: 'EUR' } as const
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
    ['the address', gate({ conditions: [{ ...ape, name: '', symbol: '' }] }), '20% off for 0xab…ab holders'],
    [
      'exclusive access',
      gate({ gives: { kind: 'none', exclusive: true } }),
      'For Ape Club holders 1 Ape Club Ethereum Connect your wallet to buy.',
    ],
  ])('behavior: the card says %s', async (_, seed, sentence) => {
    const text = readLocked(await renderBlock({ gates: [seed] }))
    expect(text.replaceAll('( #', '(#').replaceAll(' )', ')')).toContain(
      sentence.replaceAll('( #', '(#').replaceAll(' )', ')'),
    )
  })

  test('behavior: the total and the cap are told before anybody signs', async () => {
    const text = readLocked(
      await renderBlock({ gates: [gate({ gives: { kind: 'none', exclusive: true, total: 100, cap: 2 } })] }),
    )
    expect(text).toContain('Limited to 100 in all. Up to 2 per order.')
    const one = readLocked(
      await renderBlock({ gates: [gate({ gives: { kind: 'none', exclusive: true, total: 1 } })] }),
    )
    expect(one).toContain('Only one in all.')
  })

  test('behavior: a gate whose total is used up says so, and asks for no wallet', async () => {
    const gives = { kind: 'none', exclusive: true, total: 100, sold_out: true } as const
    const html = await renderBlock({ gates: [gate({ gives })] })
    expect(html).not.toContain('<palisade-gate')
    expect(html.replace(/<[^>]+>|\s+/g, ' ')).toMatch(/For Ape Club holders .* There are none left\./)
    // Its buttons are covered.
    expect(html).toContain('<style data-ref="cover">')
    const both = await renderBlock({ gates: [gate({ gives }), gate({ number: 5, conditions: [gold] })] })
    expect(readLocked(both)).toMatch(/There are none left\..*20% off for GOLD holders/)
  })

  test('behavior: a link to the token stands where a wallet is asked for, and where it does not qualify', async () => {
    const html = await renderBlock({ gates: [gate()], settings: { get_url: 'https://example.com/apes' } })
    expect(html.match(/href="https:\/\/example\.com\/apes" target="_blank" rel="noopener"/g)).toHaveLength(2)
    expect(await renderBlock({ gates: [gate()] })).not.toContain('Where to get one')
  })

  test.each([
    ['en-GB', 'en-GB'],
    ['pl', 'en'],
    ['de-CH', 'de-CH'],
  ])(
    'behavior: a page in %s has dates and numbers in the language of its sentences, %s',
    async (locale, own) => {
      const html = await renderBlock({ locale, gates: [gate()] })
      expect(readConfig(html).locale).toBe(own)
      expect(html).toContain(`lang="${own}"`)
    },
  )

  test('behavior: it shows every active gate of the product, and only those', async () => {
    const gates = [
      gate(),
      gate({ number: 5, conditions: [gold], gives }),
      gate({ number: 6, state: 'paused' }),
    ]
    const html = await renderBlock({ gates })
    expect(readLocked(html)).toMatch(/20% off for Ape Club holders.*€10\.50 off for GOLD holders/)
    expect(readConfig(html).gates.map((one) => one.number)).toEqual([4, 5])
  })

  test('behavior: it renders nothing without an active gate, and a hint in the theme editor', async () => {
    const gates = [gate({ state: 'paused' })]
    expect(await renderBlock({ gates })).not.toContain('palisade-gate class')
    expect(await renderBlock({ gates, designMode: true })).toContain('This product has no active gate')
  })

  test('behavior: a theme that cannot look gates up shows those of the product, says so in the editor, and tells the self-test', async () => {
    const blind = 'data-palisade-blind'
    const own = await renderBlock({ gates: [{ number: 4, conditions: [ape] }], isBlind: true })
    expect(own).toContain('<palisade-gate')
    expect(own).toContain(blind)
    expect(await renderBlock({ gates: [{ number: 4, conditions: [ape] }] })).not.toContain(blind)
    const gates = [{ number: 4, conditions: [ape], isEverywhere: true }]
    const everywhere = await renderBlock({ gates, isBlind: true })
    expect(everywhere).not.toContain('<palisade-gate')
    expect(everywhere).toContain(blind)
    expect(await renderBlock({ gates, isBlind: true, designMode: true })).toContain('can’t look up gates')
    // Nothing to look up says nothing.
    expect(await renderBlock({ gates: [], isBlind: true })).not.toContain(blind)
  })

  test('behavior: it names the currency of an amount if the page has another one', async () => {
    const html = await renderBlock({ gates: [gate({ gives })], cartCurrency: 'USD' })
    expect(readLocked(html)).toContain('10.50 EUR off for Ape Club holders')
    expect(readConfig(html).gates[0]?.prices).toEqual({})
  })

  test('behavior: it reserves a line for each condition that may be missing', async () => {
    const html = await renderBlock({ gates: [gate({ join: 'any', conditions: [ape, gold] })] })
    const list = /<div[^>]*palisade-spare[^>]*>([\s\S]*?)<\/div>/.exec(html)?.[1] ?? ''
    expect(list.match(/<li>/g)).toHaveLength(3)
  })

  test('behavior: a very long word stays whole', async () => {
    const name = 'Donaudampfschifffahrtsgesellschaftskapitäne'
    expect(readLocked(await renderBlock({ gates: [gate({ conditions: [{ ...ape, name }] })] }))).toContain(
      name,
    )
  })
})

describe('the reaction of a gate and its terms', () => {
  const read = async (gives: SeedGate['gives'], more: Partial<SeedGate> = {}) =>
    readLocked(await renderBlock({ gates: [gate({ ...more, ...(gives ? { gives } : {}) })] }))

  test.each<[string, SeedGate['gives'], string]>([
    ['10% off', { kind: 'order_percentage', percent: '10' }, '10% off your order for Ape Club holders'],
    [
      'an amount off the order',
      { kind: 'order_amount', amount: '10.5', currency: 'EUR' },
      '€10.50 off your order for Ape Club holders',
    ],
    ['free shipping alone', { kind: 'none', free_shipping: true }, 'Free shipping for Ape Club holders'],
    [
      'free shipping beside a price',
      { free_shipping: true },
      '20% off for Ape Club holders 1 Ape Club Ethereum Plus free shipping.',
    ],
    [
      'access beside a price',
      { exclusive: true },
      'For Ape Club holders 1 Ape Club Ethereum Comes with 20% off. Connect your wallet to buy.',
    ],
    [
      'limits',
      { per_token: 1, per_wallet: 3, cap: 2 },
      'Once per token. 3 times per wallet. Up to 2 per order.',
    ],
    ['the need for an account', { guard: 'account' }, 'You need to log in to your account.'],
    ['its end', { ends_at: 1_800_000_000 }, 'Ends 2027-01-15'],
  ])('behavior: the card says %s', async (_, gives, sentence) => {
    expect(await read(gives)).toContain(sentence)
  })

  test('behavior: a gate that has not started gives its start, for the script to write in local time', async () => {
    const html = await renderBlock({
      gates: [gate({ state: 'scheduled', gives: { starts_at: 1_800_000_000 } })],
    })
    expect(readLocked(html)).toMatch(/Starts 2027-01-15 \d\d:\d\d \./)
    expect(readLocked(html)).toContain('Come back then and connect your wallet.')
    expect(html).toContain('<time data-time="1800000000">')
    expect(readConfig(html).gates).toHaveLength(1)
  })

  test('behavior: a product that nobody can buy for now says so and asks for no wallet', async () => {
    const shut = [
      gate({ state: 'paused', gives: { kind: 'none', exclusive: true } }),
      gate({ state: 'ended', gives: { kind: 'none', exclusive: true, after_end: 'closed' } }),
    ]
    const sentences = ['This isn’t available right now. Come back later.', 'This is no longer for sale.']
    for (const [i, seed] of shut.entries()) {
      const html = await renderBlock({ gates: [seed] })
      expect(html).toContain('For Ape Club holders')
      expect(html).toContain(sentences[i])
      expect(html).not.toContain('<button')
      expect(html).not.toContain('<palisade-gate')
    }
    for (const gives of [{ exclusive: true }, { after_end: 'closed' as const }]) {
      const html = await renderBlock({ gates: [gate({ state: 'ended', gives })] })
      expect(html).not.toContain('palisade-card')
    }
  })

  test('behavior: a gate with guard "cart" hides Buy it now, other guards do not', async () => {
    const hides = async (guard: 'open' | 'account' | 'cart') =>
      (await renderBlock({ gates: [gate({ gives: { guard } })] })).includes('data-palisade-cart-only')
    expect([await hides('open'), await hides('account'), await hides('cart')]).toEqual([false, false, true])
  })

  test('behavior: logging in leads back to the product', async () => {
    const html = await renderBlock({ gates: [gate({ gives: { guard: 'account' } })] })
    expect(html).toContain('href="/account/login?return_url=%2Fproducts%2Fvarsity-jacket"')
    expect(await renderBlock({ gates: [gate()] })).not.toContain('/account/login')
  })

  test('behavior: a gate about all products appears on every page, after the product’s own', async () => {
    const gates = [
      gate({ number: 5, isEverywhere: true, gives: { kind: 'none', free_shipping: true } }),
      gate(),
    ]
    const html = await renderBlock({ gates })
    expect(readLocked(html)).toMatch(/20% off for Ape Club holders.*Free shipping for Ape Club holders/)
    expect(readConfig(html).gates.map((one) => one.number)).toEqual([4, 5])
    const alone = await renderBlock({ gates: [gate({ number: 5, isEverywhere: true })] })
    expect(readConfig(alone).gates.map((one) => one.number)).toEqual([5])
  })
})

describe('hostile names', () => {
  const evil = '</script><img src=x onerror=alert(1)>"\'&<b>'
  test('refuses: HTML in a contract’s name, in a merchant’s text or in a setting', async () => {
    const conditions = [
      { ...ape, name: evil, chain_name: evil, chain: evil },
      { ...pass, name: evil, token_ids: [evil], minimum: evil },
    ]
    const gates = [gate({ name: evil, conditions, gives: { kind: 'percentage', percent: evil } })]
    const html = await renderBlock({ gates, settings: { heading: evil, proxy_path: evil } })
    expect(html).not.toContain('<img src=x')
    expect(html).not.toContain('<b>')
    expect(html).not.toContain('&amp;amp;')
    expect(html.match(/<\/script>/g)).toHaveLength(2)
    const config = readConfig(html)
    expect(config.proxyPath).toBe(evil)
    expect(config.gates[0]?.chains[0]?.name).toBe(evil)
  })
})

describe('the script’s config', () => {
  test('default', async () => {
    const config = readConfig(await renderBlock({ gates: [gate()], currencyCode: 'JPY', price: '12000' }))
    expect(config).toMatchObject({
      shop: 'northside.myshopify.com',
      proxyPath: '/apps/palisade',
      rootUrl: '/',
      productId: 1001,
      variantId: 2001,
      prices: { 2001: '¥12,000', 2002: '¥12,000' },
      showsIcons: true,
      gates: [
        {
          number: 4,
          isExclusive: false,
          isPriced: true,
          prices: { 2001: { cents: 960_000, text: '¥9,600' }, 2002: { cents: 960_000, text: '¥9,600' } },
          give: '[value]% off',
          value: '20',
          chains: [{ slug: 'ethereum', name: 'Ethereum', id: 1 }],
        },
      ],
    })
  })

  test('behavior: settings reach the script, and an empty path means the default', async () => {
    const settings = { proxy_path: '', show_price: false, show_wallet_icons: false, heading: 'For members' }
    const html = await renderBlock({ gates: [gate()], settings })
    expect(html).toContain('<p class="palisade-heading">For members</p>')
    expect(readConfig(html)).toMatchObject({
      proxyPath: '/apps/palisade',
      showsIcons: false,
      gates: [{ prices: {}, isPriced: true }],
    })
  })

  const priceOf = async (gives: SeedGate['gives'], price = '120.00', currencyCode = 'EUR') => {
    const html = await renderBlock({ gates: [gate(gives ? { gives } : {})], price, currencyCode })
    return readConfig(html).gates[0]?.prices[2001] ?? null
  }
  const percent = (text: string) => ({ kind: 'percentage' as const, percent: text })
  const amount = (text: string) => ({ kind: 'fixed_amount' as const, amount: text, currency: 'EUR' })

  test('behavior: it has the price of each variant with the gate open, in the theme’s format', async () => {
    expect(await priceOf(percent('20'))).toEqual({ cents: 9600, text: '€96.00' })
    expect(await priceOf(percent('12.5'))).toEqual({ cents: 10_500, text: '€105.00' })
    expect(await priceOf(amount('10.50'))).toEqual({ cents: 10_950, text: '€109.50' })
    expect(await priceOf(amount('10'), '5.00')).toEqual({ cents: 0, text: '€0.00' })
    expect(await priceOf(percent('20'), '2000000.00')).toEqual({ cents: 160_000_000, text: '€1,600,000.00' })
  })

  test('refuses: a price that checkout might round differently, or that is not per item', async () => {
    expect(await priceOf(percent('12.5'), '19.99')).toBeNull()
    expect(await priceOf(percent('5'), '123', 'JPY')).toBeNull()
    expect(await priceOf(amount('1.005'))).toBeNull()
    expect(await priceOf({ kind: 'order_percentage', percent: '20' })).toBeNull()
    expect(await priceOf({ kind: 'none', exclusive: true })).toBeNull()
    expect(await priceOf(percent('x'))).toBeNull()
  })

  test('behavior: it names everything that the open gate gives', async () => {
    const giveOf = async (gives: SeedGate['gives']) =>
      readConfig(await renderBlock({ gates: [gate(gives ? { gives } : {})] })).gates[0]
    expect(await giveOf({ ...percent('20'), exclusive: true })).toMatchObject({
      isExclusive: true,
      isPriced: true,
      give: 'yours to buy, [value]% off',
    })
    expect(await giveOf({ kind: 'none', exclusive: true })).toMatchObject({
      isPriced: false,
      give: 'yours to buy',
    })
    expect(await giveOf({ kind: 'none', free_shipping: true })).toMatchObject({
      isPriced: true,
      give: 'free shipping',
    })
    expect(
      await giveOf({ kind: 'order_amount', amount: '5', currency: 'EUR', free_shipping: true }),
    ).toMatchObject({
      give: '[value] off your order, free shipping',
      value: '€5.00',
    })
  })

  test('behavior: no sentence contains a character that escaping would turn into an entity', () => {
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
