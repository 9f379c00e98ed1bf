import { describe, expect, test } from 'vitest'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import { buildContext } from '../../../standin/shopify/liquid/buildContext.ts'
import { buildProduct } from '../../../standin/shopify/liquid/buildProduct.ts'
import { renderAppBlock } from '../../../standin/shopify/liquid/renderAppBlock.ts'
import { extensionDir } from '../page/renderBlock.ts'
import { ape, type SeedGate, seedGates } from '../page/seedGates.ts'

/* Wallet button, my unlocks and content for holders, as Liquid renders them. */
async function render(
  blockName: string,
  {
    gates = [{ number: 4, conditions: [ape] }],
    settings = {},
    designMode = false,
  }: { gates?: SeedGate[]; settings?: Record<string, unknown>; designMode?: boolean } = {},
): Promise<string> {
  const { state, shop, product } = seedGates({ gates })
  const products = [...shop.products.values()].map((one) =>
    buildProduct({ state, shop, product: one, rate: '1.0' }),
  )
  const context = buildContext({
    ...{ state, shop, product: null, cart: null, pageType: 'page', designMode, path: '/pages/club' },
    more: { collections: { all: { products } } },
  })
  expect(product.handle).toBe('varsity-jacket')
  const html = await renderAppBlock({ state, shop, extensionDir, blockName, settings, context })
  expect(html).not.toContain('Translation missing')
  return html
}
function readConfig(html: string): GateConfig {
  return JSON.parse(/data-ref="config">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '') as GateConfig
}
const exclusive = { kind: 'none', exclusive: true } as const

describe('the wallet button', () => {
  test('default: it asks about no gate, and takes wallets of every chain', async () => {
    const html = await render('wallet')
    const { productId, gates, products } = readConfig(html)
    expect({ productId, gates, products }).toEqual({ productId: -1, gates: [], products: { '-1': [] } })
    expect(html).toContain('MetaMask')
    expect(html).toContain('Solflare')
    expect(html).toContain('data-for="ledger"')
  })

  test('behavior: WalletConnect is there with a project id alone, and never in the theme editor', async () => {
    const settings = { walletconnect_project_id: 'abc' }
    expect(await render('wallet')).not.toContain('palisade-walletconnect')
    for (const name of ['wallet', 'unlocks', 'content']) {
      const own = { ...settings, gate: 4, entry: 'club' }
      expect(await render(name, { settings: own })).toContain('palisade-walletconnect.js')
      expect(await render(name, { settings: own, designMode: true })).not.toContain(
        'src="/extensions/gate-block/assets/palisade-walletconnect.js"',
      )
    }
  })

  test('behavior: in the theme editor it lists the states that it has', async () => {
    const html = await render('wallet', { designMode: true, settings: { state: 'unlocked' } })
    expect(html).not.toContain('<palisade-gate')
    expect([...html.matchAll(/<option value="(\w+)"/g)].map(([, name]) => name)).toEqual(
      expect.arrayContaining(['locked', 'choosing', 'waiting', 'unlocked', 'failed']),
    )
    expect(html).not.toContain('<option value="unmet"')
  })
})

describe('my unlocks', () => {
  test('default: each gate has a row with its products, hidden until it is open; each stands alone', async () => {
    const gates = [
      { number: 4, conditions: [ape] },
      { number: 5, conditions: [ape], gives: exclusive },
      { number: 6, conditions: [ape], isEverywhere: true },
    ]
    const html = await render('unlocks', { gates })
    const rows = [...html.matchAll(/<div data-gate="(\d+)" hidden>/g)].map(([, number]) => Number(number))
    expect(rows.sort()).toEqual([4, 5, 6])
    expect(html.match(/href="\/products\/varsity-jacket"/g)).toHaveLength(2)
    const config = readConfig(html)
    expect(config.products['-1']?.toSorted()).toEqual([4, 5, 6])
    // An exclusive gate that stays shut must not hide what another one has opened.
    expect(config.gates.some(({ isExclusive }) => isExclusive)).toBe(false)
    expect(config.gates.every(({ token }) => token === '')).toBe(true)
    expect(config.covers).toBeUndefined()
  })

  test('behavior: without a gate shoppers see nothing, and merchants are told', async () => {
    expect(await render('unlocks', { gates: [] })).not.toContain('palisade-gate ')
    expect(await render('unlocks', { gates: [], designMode: true })).toContain('There is no active gate')
  })
})

describe('content for holders', () => {
  test('default: the card of its gate and an empty place, with the handle and nothing of the entry', async () => {
    const html = await render('content', { settings: { gate: 4, entry: 'club"><b>' } })
    expect(readConfig(html)).toMatchObject({ productId: -1, products: { '-1': [4] } })
    expect(html).toContain('data-palisade-content="club&#34;&gt;&lt;b&gt;"')
    expect(html).toMatch(/data-palisade-content="[^"]*" tabindex="-1" hidden><\/div>/)
    expect(html).toContain('Connect your wallet to see this.')
  })

  test('behavior: without its gate shoppers see nothing, and merchants are told', async () => {
    const settings = { gate: 99, entry: 'club' }
    expect(await render('content', { settings })).not.toContain('Connect wallet')
    const html = await render('content', { settings, designMode: true })
    expect(html).toContain('There is no active gate')
    expect(html).not.toContain('palisade-content.js')
  })

  test('behavior: without an entry nobody is asked for a wallet, and merchants are told', async () => {
    expect(await render('content', { settings: { gate: 4 } })).not.toMatch(/palisade-(?:gate |content)/)
    const html = await render('content', { settings: { gate: 4 }, designMode: true })
    expect(html).toContain('No entry is chosen. Shoppers see nothing here.')
    expect(html).not.toContain('Connect wallet')
  })
})
