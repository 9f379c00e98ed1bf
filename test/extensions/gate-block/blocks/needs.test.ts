import { describe, expect, test } from 'vitest'
import type { GateConfig } from '../../../../extensions/gate-block/src/readConfig.ts'
import { renderBlock } from '../page/renderBlock.ts'
import { conditions, treeNeeds } from '../page/treeNeeds.ts'

const { owls, passes, coin, ether, foxes, friends, banned } = conditions

/** The text of the locked card and the script's config, for a gate with this requirement. */
async function render(root: object, more: object = {}) {
  const needs = treeNeeds(root, more)
  const html = await renderBlock({ gates: [{ number: 4, conditions: [], needs }] })
  expect(html).not.toContain('Translation missing')
  const panel = html.slice(
    html.indexOf('<div class="palisade-offer">'),
    html.indexOf('<p class="palisade-text" data-ref="ask"'),
  )
  const words = panel
    .replace(/<\/?(li|p|ul)\b[^>]*>/g, ' | ')
    .replace(/<[^>]*>/g, '')
    .split('|')
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
  const json = /<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''
  const config = JSON.parse(json) as GateConfig
  return { words, html, panel, gate: config.gates[0] }
}
const say = async (root: object, more: object = {}) => (await render(root, more)).words

describe('the texts of one condition', () => {
  test.each<[string, object, string]>([
    ['one token', owls, '1 Night Owls Ethereum'],
    ['a minimum', { ...owls, minimum: '2' }, 'at least 2 Night Owls Ethereum'],
    ['a range', { ...owls, minimum: '2', maximum: '5' }, '2 to 5 Night Owls Ethereum'],
    ['a maximum', { ...owls, maximum: '5' }, 'up to 5 Night Owls Ethereum'],
    ['an exact number', { ...owls, minimum: '3', maximum: '3' }, 'exactly 3 Night Owls Ethereum'],
    ['the coin of a chain', ether, 'at least 0.5 ETH Ethereum'],
    ['the smallest amount', { ...ether, minimum: '0' }, 'any amount of ETH Ethereum'],
    ['token ids', { ...owls, tokenIds: ['7', '100-199'] }, '1 Night Owls (#7, #100–199) Ethereum'],
    [
      'many token ids',
      { ...owls, tokenIds: ['1', '3', '5', '7', '9'] },
      '1 Night Owls (#1, #3, #5, …) Ethereum',
    ],
    ['one of each', { ...passes, perId: true }, 'one of each Season Pass (#1, #4) Polygon'],
    [
      'several of each',
      { ...passes, minimum: '2', perId: true },
      'at least 2 of each Season Pass (#1, #4) Polygon',
    ],
    [
      'a range of each',
      { ...passes, maximum: '4', perId: true },
      '1 to 4 of each Season Pass (#1, #4) Polygon',
    ],
    ['a Solana collection', foxes, '1 Desert Foxes Solana'],
  ])('behavior: the card says %s', async (_, condition, sentence) => {
    expect((await say({ kind: 'all', of: [condition] }))[1]).toBe(sentence)
  })

  test('behavior: a list appears without its name', async () => {
    const { words, html } = await render({ kind: 'all', of: [friends] })
    expect(words).toEqual(['20% off for wallets on the shop’s list', 'On the shop’s list'])
    expect(html).not.toMatch(/Friends|8f14e45f/)
  })
})

describe('the texts of a tree', () => {
  const of = (n: number) => [owls, coin, passes, ether, foxes].slice(0, n)
  test('default: one group is written side by side', async () => {
    const { words, panel } = await render({ kind: 'any', of: of(3) })
    expect(words[0]).toBe('20% off for holders of any of these')
    expect(words).toHaveLength(4)
    expect(panel).not.toMatch(/palisade-tree|data-depth/)
  })

  test('behavior: nested groups are lists in lists, one line for each entry', async () => {
    const { words, panel } = await render({
      kind: 'all',
      of: [
        owls,
        { kind: 'any', of: [coin, { kind: 'atLeast', count: 2, of: [passes, ether, foxes] }] },
        { kind: 'not', of: { kind: 'any', of: [{ ...owls, minimum: '9' }] } },
      ],
    })
    expect(words).toEqual([
      '20% off for wallets with all of these',
      '1 Night Owls Ethereum',
      'Any of these:',
      'at least 100 GOLD Polygon',
      'At least 2 of these:',
      '1 Season Pass (#1, #4) Polygon',
      'at least 0.5 ETH Ethereum',
      '1 Desert Foxes Solana',
      'None of these:',
      'at least 9 Night Owls Ethereum',
    ])
    let depth = 0
    const depths: number[] = []
    for (const [tag] of panel.matchAll(/<\/?(?:ul|li)\b/g)) {
      if (tag === '<ul') depth += 1
      if (tag === '</ul') depth -= 1
      if (tag === '<li') depths.push(depth)
    }
    expect(depths).toEqual([1, 1, 2, 2, 3, 3, 3, 1, 2])
    expect(depth).toBe(0)
  })

  test.each<[string, object, string]>([
    [
      'at least two of three',
      { kind: 'atLeast', count: 2, of: of(3) },
      '20% off for wallets with at least 2 of these',
    ],
    [
      'none of them',
      { kind: 'not', of: { kind: 'any', of: of(2) } },
      '20% off for wallets with none of these',
    ],
    ['tokens or a list', { kind: 'any', of: [owls, friends] }, '20% off for wallets with any of these'],
    ['a single condition', owls, '20% off for Night Owls holders'],
  ])('behavior: the card says %s', async (_, root, sentence) => {
    expect((await say(root))[0]).toBe(sentence)
  })

  test('refuses: deny lists and lists under "not", which the card never shows', async () => {
    const alone = await render({ kind: 'all', of: [banned] })
    expect(alone.words).toEqual(['20% off for shoppers with a wallet'])
    expect(await say({ kind: 'all', of: [owls, banned] })).toEqual([
      '20% off for Night Owls holders',
      '1 Night Owls Ethereum',
    ])
    const nested = {
      kind: 'all',
      of: [
        owls,
        { kind: 'not', of: { kind: 'any', of: [friends] } },
        { kind: 'all', of: [{ kind: 'any', of: [banned] }] },
        { kind: 'any', of: [coin, friends] },
      ],
    }
    expect(await say(nested)).toEqual([
      '20% off for wallets with all of these',
      '1 Night Owls Ethereum',
      'Any of these:',
      'at least 100 GOLD Polygon',
      'On the shop’s list',
    ])
    expect(await say({ kind: 'not', of: { kind: 'any', of: [friends, owls] } })).toEqual([
      '20% off for wallets with none of these',
      '1 Night Owls Ethereum',
    ])
  })

  test('behavior: a long tree says how many conditions follow', async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ ...owls, label: { name: `Club ${i}`, symbol: '' } }))
    const words = await say({ kind: 'any', of: many })
    expect(words).toHaveLength(14)
    expect(words.at(-1)).toBe('and 8 more')
  })

  test('behavior: the card says that tokens must have been held for some time', async () => {
    const spans: [object, string][] = [
      // 12 seconds a block on Ethereum, 2 on Polygon: the slowest chain counts.
      [{ heldForBlocks: 100 }, '1 hour'],
      [{ heldForBlocks: 50_400 }, '7 days'],
      [{ heldForHours: 24 }, '1 day'],
      [{ heldForHours: 36 }, '36 hours'],
      [{ heldForHours: 60 }, '3 days'],
    ]
    for (const [holding, span] of spans)
      expect(await say({ kind: 'all', of: [owls, coin] }, holding)).toContain(
        `You must have held them for ${span}. Tokens you just bought don’t count yet.`,
      )
  })
})

describe('the script’s config', () => {
  test('default: it lists the chains of possible wallets, each once, with their family', async () => {
    const { gate } = await render({ kind: 'all', of: [owls, ether, foxes] })
    expect(gate?.chains).toEqual([
      { slug: 'ethereum', name: 'Ethereum', id: 1, family: 'evm' },
      { slug: 'solana', name: 'Solana', id: 101, family: 'solana' },
    ])
    expect(gate).toMatchObject({ isHeld: false })
    expect((await render({ kind: 'any', of: [friends] })).gate?.chains).toEqual([])
  })

  test('behavior: it says that a holding time applies', async () => {
    const root = { kind: 'atLeast', count: 2, of: [owls, coin, passes] }
    expect((await render(root, { heldForBlocks: 5 })).gate).toMatchObject({
      isHeld: true,
    })
  })
})

describe('a gate that names Flow', () => {
  const shots = { kind: 'flowNft', chain: 'flow', contract: 'A.0b2a3299cc857e29.TopShot', minimum: '2' }
  const flow = { ...shots, label: { name: 'Top Shot', symbol: '' } }
  const render = (root: object, more: object = {}) =>
    renderBlock({ gates: [{ number: 4, conditions: [], needs: treeNeeds(root) }], ...more })
  const readConfig = (html: string) => {
    const json = /<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''
    return JSON.parse(json) as GateConfig
  }
  const SCRIPT = 'assets/palisade-flow.js'

  test.each([
    ['is about Flow alone', { kind: 'all', of: [flow] }, ['flow']],
    ['is what nobody may have, alone', { kind: 'not', of: flow }, ['flow']],
    ['is one of two on Flow', { kind: 'any', of: [flow, { ...flow, minimum: '9' }] }, ['flow']],
    ['is about Flow and Ethereum', { kind: 'all', of: [flow, owls] }, ['flow', 'evm']],
    ['is one of several ways', { kind: 'any', of: [flow, owls] }, ['flow', 'evm']],
    [
      'is in a group of such',
      { kind: 'all', of: [owls, { kind: 'any', of: [flow, foxes] }] },
      ['evm', 'flow', 'solana'],
    ],
  ])(
    'default: the card asks for a wallet and loads the script that finds those of Flow, if it %s',
    async (_, root, families) => {
      const html = await render(root)
      expect(html.replace(/<[^>]*>/g, '')).toContain('at least 2 Top Shot')
      expect(html).toMatch(/data-ref="connect"/)
      expect(html).toContain(SCRIPT)
      expect(html).toContain('data-flow="/extensions/gate-block/assets/palisade-flow-client.js"')
      expect(html).not.toMatch(/palisade-shut|Translation missing/)
      expect(readConfig(html).gates[0]?.chains.map(({ family }) => family)).toEqual(families)
    },
  )

  test('behavior: a page without such a gate has nothing of Flow', async () => {
    const html = await render({ kind: 'all', of: [owls] })
    expect(html).not.toMatch(/palisade-flow|wallet\.flow\.com|Flow wallet/)
  })

  test('behavior: without another chain no app is linked but Flow’s, and a wrong signature is explained', async () => {
    const alone = await render({ kind: 'all', of: [flow] })
    expect(alone).not.toMatch(/metamask|phantom|palisade-phone|palisade-desk/)
    expect(alone).toContain('https://wallet.flow.com/download')
    expect(alone).toContain('With a Flow wallet, use its browser extension')
    expect(readConfig(alone).texts).toMatchObject({
      ERR_SIGNATURE_INVALID: 'Set your Flow wallet to mainnet and check its keys, then try again.',
    })
    const both = await render({ kind: 'any', of: [flow, owls] })
    expect(both).toMatch(/metamask[\s\S]*wallet\.flow\.com/)
    expect(readConfig(both).texts).toMatchObject({
      ERR_SIGNATURE_INVALID: 'Your wallet’s answer didn’t match. Please confirm once more.',
    })
  })

  test('behavior: the page that lists wallets is the merchant’s setting, and none without it', async () => {
    const discovery = 'https://fcl-discovery.onflow.org/authn'
    expect(await render({ kind: 'all', of: [flow] })).toContain('data-discovery=""')
    const set = await render({ kind: 'all', of: [flow] }, { settings: { flow_discovery: ` ${discovery} ` } })
    expect(set).toContain(`data-discovery="${discovery}"`)
  })

  test('behavior: the theme editor loads nothing of it', async () => {
    expect(await render({ kind: 'all', of: [flow] }, { designMode: true })).not.toContain(SCRIPT)
  })
})
