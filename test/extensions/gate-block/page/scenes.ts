import type { Page } from 'playwright-core'
import type { FakeWallet } from './announceWallets.ts'
import { cartProof } from './openBlock.ts'
import { ape, type SeedGatesParameters } from './seedGates.ts'
import type { ProxyAnswer } from './startPage.ts'
import { conditions, treeNeeds } from './treeNeeds.ts'

/** One state of the block and the steps to it. */
export type Scene = {
  gates?: SeedGatesParameters
  wallet?: Partial<FakeWallet>
  proxy?: (verb: string) => ProxyAnswer
  act?: (page: Page) => Promise<void>
  css?: string
  zoom?: number
  /** Query of the page's URL. */
  search?: string
  /** Whether the page is the cart, with the jacket and the other products in it. */
  isCart?: boolean
  /** Whether the browser has no wallet; a narrow one is then a phone. */
  hasNoWallet?: boolean
  /** Whether the page has the demo's Solana wallets instead of the fakes. */
  solana?: boolean
}

export const nonce: ProxyAnswer = { body: { nonce: 'n', message: 'shop.example wants you to sign in' } }
const endsAt = Math.floor(Date.now() / 1000) + 2 * 3600
export const open = (ids: number[]): ProxyAnswer => ({
  body: {
    gates: ids.map((id) => ({ id, kind: 'open', endsAt })),
    proof: cartProof,
    lineProofs: [],
    session: 's',
  },
})
const closed = (...unmet: [string, string, string][]): ProxyAnswer => ({
  body: {
    gates: [
      {
        id: 4,
        kind: 'closed',
        because: 'unmet',
        lines: unmet.map(([needed, name, found]) => ({
          depth: 0,
          because: 'too-little',
          text: 'too-little',
          name,
          chain: 'Ethereum',
          needed,
          found,
        })),
      },
    ],
    proof: null,
    lineProofs: [],
    session: 's',
  },
})
const choose = async (page: Page) => {
  await page.getByRole('button', { name: 'Connect wallet' }).click()
  await page.getByRole('button', { name: 'Lantern' }).click()
}
const list = (page: Page) => page.getByRole('button', { name: 'Connect wallet' }).click()
const pause = (ms: number) => (page: Page) => page.waitForTimeout(ms)
const then =
  (...steps: ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page)
  }
const gold = {
  kind: 'erc20' as const,
  name: 'Gold',
  symbol: 'GOLD',
  minimum: '25000',
  chain_name: 'Polygon',
  chain: 'polygon',
}
const pass = { kind: 'erc1155' as const, name: 'Season Pass', token_ids: ['1', '4'], minimum: '1' }
const dawn = `:root{--color-button:180,40,20;--color-button-text:255,250,240;--color-background:253,246,236;--color-foreground:60,30,20;--buttons-radius:40px;--inputs-radius:0px}
body{background:rgb(253,246,236)!important;color:rgb(60,30,20)!important;font-family:"DejaVu Serif",serif!important}button{text-transform:uppercase;letter-spacing:2px;border-radius:0;background:lime}ul{margin:20px;padding:30px;list-style:square}p{margin:1em 0}`

/** A page with one gate of this requirement. */
function tree(root: object, more: object = {}): SeedGatesParameters {
  return { gates: [{ number: 4, conditions: [], needs: treeNeeds(root, more) }] }
}
/** A refusal that suggests vaults, i.e. wallets that might have delegated to this one. */
function suggesting(...unmet: [string, string, string][]): ProxyAnswer {
  const { body } = closed(...unmet)
  return { body: { ...(body as object), suggestedVaults: [`0x${'cd'.repeat(20)}`, `0x${'ef'.repeat(20)}`] } }
}
/** A gate that is closed for the reason `because`. */
function shut(because: string, more: object = {}): ProxyAnswer {
  const gates = [{ id: 4, kind: 'closed', because, unmet: [], ...more }]
  return { body: { gates, proof: null, lineProofs: [], session: 's' } }
}
function refuseAll(): ProxyAnswer {
  const lines = (['too-much', 'excluded', 'not-listed', 'listed'] as const).map((text) => ({
    depth: 0,
    because: text,
    text,
    name: ape.name,
    chain: 'Ethereum',
    needed: '5',
    found: '7',
  }))
  const gates = [{ id: 4, kind: 'closed', because: 'unmet', lines }]
  return { body: { gates, proof: null, lineProofs: [], session: 's' } }
}

/** A cart of the jacket and three more products, one of them for holders only. */
const cartGates: SeedGatesParameters = {
  gates: [
    { number: 4, conditions: [{ ...ape, minimum: '2' }] },
    { number: 5, conditions: [pass], gives: { kind: 'none', exclusive: true } },
  ],
  others: [
    { id: 7, title: 'Camp Mug, enamel, with the harbour at dusk in four colours', gates: [5] },
    { id: 8, title: 'Field Cap', gates: [4] },
  ],
}
const longGates: SeedGatesParameters = {
  gates: [{ number: 4, conditions: [{ ...ape, name: 'Donaudampfschifffahrtsgesellschaftskapitänsmützen' }] }],
  others: [
    { id: 7, title: 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz', gates: [4] },
    { id: 8, title: 'Feldmütze', gates: [4] },
    { id: 9, title: 'Becher', gates: [4] },
  ],
}
const cartRefusal: ProxyAnswer = {
  body: {
    ...(closed(['3', 'Season Pass', '0']).body as object),
    gates: [
      { id: 4, kind: 'open', endsAt },
      ...(closed(['3', 'Season Pass', '0']).body as { gates: object[] }).gates.map((gate) => ({
        ...gate,
        id: 5,
      })),
    ],
  },
}

export const scenes: Record<string, Scene> = {
  'cart-locked': { isCart: true },
  'cart-many': { isCart: true, gates: cartGates },
  'cart-many-de': { isCart: true, gates: { ...cartGates, locale: 'de' } },
  'cart-long-de': { isCart: true, gates: { ...longGates, locale: 'de' } },
  'cart-unlocked': {
    isCart: true,
    gates: cartGates,
    proxy: () => open([4, 5]),
    act: then(choose, pause(1200)),
  },
  'cart-refused': {
    isCart: true,
    gates: cartGates,
    proxy: () => cartRefusal,
    act: then(choose, pause(1200)),
  },
  'cart-lost': {
    isCart: true,
    gates: cartGates,
    proxy: () => open([4, 5]),
    act: then(choose, pause(1200), async (page) => {
      await page.evaluate(() => {
        const headers = { 'content-type': 'application/json' }
        const body = JSON.stringify({ attributes: { _palisade: '' } })
        return fetch('/cart/update.js', { method: 'POST', headers, body }).then((answer) => answer.text())
      })
      await page.waitForTimeout(400)
    }),
  },
  'cart-themed': { isCart: true, css: dawn, gates: cartGates },
  'cart-used': {
    isCart: true,
    proxy: () =>
      shut('used-up', {
        usedUp: {
          limit: 'token',
          token: { name: 'Ape Club', id: '4021' },
          at: endsAt - 20 * 86_400,
          heldUntil: null,
        },
      }),
    act: then(choose, pause(400)),
  },
  locked: {},
  'locked-fixed': {
    gates: {
      gates: [
        { number: 4, conditions: [gold], gives: { kind: 'fixed_amount', amount: '10.50', currency: 'EUR' } },
      ],
    },
  },
  'locked-many': {
    gates: {
      gates: [
        { number: 4, join: 'any', conditions: [{ ...ape, minimum: '2' }, pass] },
        {
          number: 5,
          join: 'all',
          conditions: [ape, gold, pass],
          gives: { kind: 'fixed_amount', amount: '15', currency: 'EUR' },
        },
      ],
    },
  },
  'locked-exclusive': {
    gates: {
      gates: [{ number: 4, conditions: [ape], gives: { kind: 'none', exclusive: true } }],
    },
  },
  'locked-terms': {
    gates: {
      gates: [
        {
          number: 4,
          conditions: [ape],
          gives: {
            exclusive: true,
            free_shipping: true,
            per_token: 1,
            cap: 2,
            guard: 'account',
            ends_at: endsAt,
          },
        },
        { number: 5, conditions: [gold], gives: { kind: 'order_percentage', percent: '10' } },
      ],
    },
  },
  'locked-scheduled': {
    gates: {
      gates: [
        {
          number: 4,
          state: 'scheduled',
          conditions: [ape],
          gives: { kind: 'none', exclusive: true, starts_at: endsAt + 20 * 24 * 3600 },
        },
      ],
    },
  },
  shut: {
    gates: { gates: [{ number: 4, state: 'paused', conditions: [ape], gives: { exclusive: true } }] },
  },
  'unlocked-exclusive': {
    gates: { gates: [{ number: 4, conditions: [ape], gives: { exclusive: true, free_shipping: true } }] },
    act: then(choose, pause(400)),
  },
  'refused-login': {
    gates: { gates: [{ number: 4, conditions: [ape], gives: { exclusive: true, guard: 'account' } }] },
    proxy: () => shut('sign-in'),
    act: then(choose, pause(400)),
  },
  'refused-used': { proxy: () => shut('used-up'), act: then(choose, pause(400)) },
  'refused-place': {
    proxy: () => shut('used-up', { usedUp: { limit: 'place', token: null, at: null, heldUntil: endsAt } }),
    act: then(choose, pause(400)),
  },
  'refused-early': {
    proxy: () => shut('not-started', { startsAt: endsAt + 20 * 24 * 3600 }),
    act: then(choose, pause(400)),
  },
  lost: {
    act: then(choose, pause(300), async (page) => {
      await page.evaluate(() => {
        const headers = { 'content-type': 'application/json' }
        const body = JSON.stringify({ attributes: { _palisade: '' } })
        return fetch('/cart/update.js', { method: 'POST', headers, body }).then(() => {})
      })
      await page.waitForTimeout(400)
    }),
  },
  'locked-long': {
    gates: {
      gates: [
        {
          number: 4,
          join: 'any',
          conditions: [
            { ...ape, name: 'Donaudampfschifffahrtsgesellschaftskapitänsmützen' },
            { ...gold, symbol: 'GEMEINSCHAFTSGUTHABEN', minimum: '1000000.5' },
          ],
        },
      ],
    },
  },
  choosing: { act: then(list, pause(300)) },
  'choosing-help': { act: then(list, (page) => page.getByText('I don’t have a wallet').click(), pause(300)) },
  apps: { hasNoWallet: true, act: then(list, pause(600)) },
  'apps-help': {
    hasNoWallet: true,
    act: then(list, (page) => page.getByText('I don’t have a wallet').click(), pause(600)),
  },
  'apps-solana': {
    gates: tree({ kind: 'any', of: [conditions.foxes] }),
    hasNoWallet: true,
    act: then(list, pause(600)),
  },
  connecting: { wallet: { connects: 'waits' }, act: choose },
  signing: { wallet: { signs: 'waits' }, act: choose },
  checking: { proxy: () => ({ ...open([4]), until: new Promise(() => {}) }), act: then(choose, pause(500)) },
  'checking-slow': {
    proxy: () => ({ ...open([4]), until: new Promise(() => {}) }),
    act: then(choose, pause(3600)),
  },
  unlocked: { act: then(choose, pause(400)) },
  refused: { proxy: () => closed(['2', 'Ape Club', '1']), act: then(choose, pause(400)) },
  'refused-many': {
    gates: { gates: [{ number: 4, join: 'any', conditions: [{ ...ape, minimum: '2' }, gold] }] },
    proxy: () => closed(['2', 'Ape Club', '0'], ['25000', 'GOLD', '120.5']),
    act: then(choose, pause(400)),
  },
  failed: {
    proxy: () => ({
      body: {
        gates: [{ id: 4, kind: 'unchecked', code: 'ERR_CHAIN_READ', chain: 'ethereum' }],
        proof: null,
        lineProofs: [],
        session: 's',
      },
    }),
    act: then(choose, pause(400)),
  },
  rejected: { wallet: { signs: 'rejects' }, act: then(choose, pause(400)) },
  'locked-tree': {
    gates: tree({
      kind: 'all',
      of: [
        { ...conditions.owls, minimum: '2', maximum: '5' },
        { kind: 'any', of: [conditions.coin, conditions.foxes, conditions.friends] },
        { kind: 'not', of: { kind: 'any', of: [conditions.passes] } },
        conditions.banned,
      ],
    }),
  },
  'locked-kinds': {
    gates: tree(
      {
        kind: 'atLeast',
        count: 2,
        of: [
          { ...conditions.owls, tokenIds: ['7', '100-199'] },
          { ...conditions.passes, minimum: '2', perId: true },
          conditions.ether,
          conditions.friends,
        ],
      },
      { heldForBlocks: 100 },
    ),
  },
  'choosing-both': {
    gates: tree({ kind: 'any', of: [conditions.owls, conditions.foxes] }),
    solana: true,
    act: then(list, pause(300)),
  },
  ledger: {
    gates: tree({ kind: 'any', of: [conditions.foxes] }),
    solana: true,
    search: '?ledger',
    act: async (page) => {
      await list(page)
      await page.getByRole('button', { name: 'Holder wallet' }).click()
      await page.waitForTimeout(400)
    },
  },
  'choosing-vault': {
    proxy: () => suggesting(['2', 'Ape Club', '0']),
    act: then(choose, (page) => page.getByText('My tokens are elsewhere').click(), pause(300)),
  },
  'refused-vault': { proxy: () => suggesting(['2', 'Ape Club', '0']), act: then(choose, pause(400)) },
  'refused-reasons': {
    gates: tree({
      kind: 'all',
      of: [{ ...conditions.owls, maximum: '5' }, conditions.coin, conditions.friends, conditions.banned],
    }),
    proxy: refuseAll,
    act: then(choose, pause(400)),
  },
  'themed-vault': {
    css: dawn,
    proxy: () => suggesting(['2', 'Ape Club', '0']),
    act: then(choose, (page) => page.getByText('My tokens are elsewhere').click(), pause(300)),
  },
  'themed-tree': {
    css: dawn,
    gates: tree({
      kind: 'all',
      of: [conditions.owls, { kind: 'any', of: [conditions.coin, conditions.foxes] }],
    }),
  },
  'zoom-tree': {
    zoom: 2,
    gates: tree({
      kind: 'all',
      of: [conditions.owls, { kind: 'any', of: [conditions.coin, conditions.foxes] }],
    }),
  },
  'themed-locked': { css: dawn },
  'themed-choosing': { css: dawn, act: then(list, pause(300)) },
  'themed-unlocked': { css: dawn, act: then(choose, pause(400)) },
  'zoom-locked': { zoom: 2 },
  'zoom-refused': { zoom: 2, proxy: () => closed(['2', 'Ape Club', '1']), act: then(choose, pause(400)) },
}
