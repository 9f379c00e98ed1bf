import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Standing } from '../../../app/admin/formatStanding.ts'
import type { NeedCard, NeedGroup, NeedNode } from '../../../app/admin/needs.ts'
import { type FormatPreviewParameters, formatPreview } from '../../../app/admin/preview/formatPreview.ts'
import type { PreviewTerms } from '../../../app/admin/preview/formatPreviewTerms.ts'
import type { GateNeeds, NeedLine } from '../../../app/core/gate/formatGateCard.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { GateStanding } from '../../../app/core/gate/types.ts'
import { createLiquid } from '../../standin/shopify/liquid/createLiquid.ts'
import { banned, coins, friends, needs, owls, passes } from '../sampleCards.ts'

const reaction = { ...NO_FLAGS, price: 'percentage', value: '20' } as const
const terms: PreviewTerms = {
  reaction,
  cap: '',
  limits: { perWallet: '', perToken: '', total: '' },
  guard: 'open',
  schedule: { startsAt: '', endsAt: '', afterEnd: 'public' },
}
const preview = (over: Partial<FormatPreviewParameters>) =>
  formatPreview({
    needs: needs('all', [owls]),
    held: null,
    isAsOf: false,
    terms,
    standing: { kind: 'active', note: null },
    currencyCode: 'EUR',
    ...over,
  })

const liquid = createLiquid({
  shop: { locale: 'en', ianaTimezone: 'Europe/Berlin' },
  roots: [path.resolve('extensions/gate-block')],
})

/** The needs of a gate's card, as `formatNeeds` writes them. */
function toGateNeeds(root: NeedGroup, isHeld: boolean): GateNeeds {
  const join = (kind: NeedGroup['kind']) => (kind === 'atLeast' ? 'at_least' : kind)
  const conditions: NeedCard[] = []
  const walk = (nodes: readonly NeedNode[], depth: number): NeedLine[] =>
    nodes.flatMap((node): NeedLine[] => {
      if ('of' in node)
        return [{ depth, group: join(node.kind), count: node.count }, ...walk(node.of, depth + 1)]
      const { listName: _, isAnyAmount: __, ...card } = node
      conditions.push(card)
      return [{ depth, condition: conditions.length - 1 }]
    })
  const lines = walk(root.of, 0)
  return {
    join: join(root.kind),
    count: root.count,
    flat: root.of.every((node) => !('of' in node)),
    conditions,
    lines,
    chains: [],
    held_for_blocks: isHeld ? 7200 : 0,
    held_for_hours: isHeld ? 24 : 0,
    as_of: isHeld,
  }
}

/** The text of the storefront's own snippet. */
async function renderOffer({
  root = needs('all', [owls]),
  isHeld = false,
  state = 'active',
  gives = {},
}: {
  root?: NeedGroup
  isHeld?: boolean
  state?: GateStanding
  gives?: Record<string, unknown>
}) {
  const value = (of: unknown) => ({ value: of })
  const card = {
    needs: value(toGateNeeds(root, isHeld)),
    state: value(state),
    gives: value({ kind: 'percentage', percent: '20', guard: 'open', cap: 0, ...gives }),
  }
  const html: string = await liquid.parseAndRender("{% render 'gate-offer', card: card %}", { card })
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?\( ?(.*?) ?\)/g, ' ($1)')
    .replace(/ ,/g, ',')
    .trim()
}

const many = (count: number): NeedCard[] =>
  Array.from({ length: count }, (_, i) => ({ ...owls, name: `Owls ${i}` }))

describe('formatPreview', () => {
  test('default', () => {
    expect(preview({})).toEqual({
      title: '20% off for Night Owls holders',
      isTree: false,
      rows: [{ depth: 0, isGroup: false, text: 'at least 2 Night Owls', chain: 'Ethereum' }],
      notes: [],
      ask: 'Connect your wallet to unlock this offer.',
    })
  })

  test.each<[string, NeedGroup, boolean?]>([
    ['one collection', needs('all', [{ ...owls, minimum: '1' }])],
    ['one coin', needs('all', [{ ...coins, minimum: '100' }])],
    [
      'any amount of a coin',
      needs('all', [{ ...coins, minimum: '0.000000000000000001', isAnyAmount: true }]),
    ],
    [
      'any amount of a coin up to a maximum',
      needs('all', [{ ...coins, minimum: '0.000000000000000001', maximum: '5' }]),
    ],
    ['a range', needs('all', [{ ...owls, maximum: '5' }])],
    ['a maximum', needs('all', [{ ...owls, minimum: '1', maximum: '5' }])],
    ['an exact amount', needs('all', [{ ...owls, maximum: '2' }])],
    ['token ids', needs('all', [passes])],
    ['one of each token id', needs('all', [{ ...passes, minimum: '1', per_id: true }])],
    ['several of each token id', needs('all', [{ ...passes, per_id: true }])],
    [
      'a minimum and a maximum of each token id',
      needs('all', [{ ...passes, minimum: '1', maximum: '4', per_id: true }]),
    ],
    [
      'many and long token ids',
      needs('all', [{ ...owls, token_ids: ['100-199', '12345678901234567890', '3', '4'] }]),
    ],
    ['a token without a name', needs('all', [{ ...owls, name: '', symbol: 'OWL' }])],
    ['a token without a name and symbol', needs('all', [{ ...owls, name: '', symbol: '' }])],
    ['a very long name', needs('all', [{ ...owls, name: 'Owls of the Night '.repeat(4) }])],
    ['all of two conditions', needs('all', [owls, passes])],
    ['any of two conditions', needs('any', [owls, passes])],
    ['the same collection on two chains', needs('any', [owls, { ...owls, chain_name: 'Polygon' }])],
    ['all of three conditions', needs('all', [owls, passes, { ...coins, minimum: '5' }])],
    ['any of three conditions', needs('any', [owls, passes, { ...coins, minimum: '5' }])],
    ['at least two of three conditions', needs('atLeast', [owls, passes, { ...coins, minimum: '5' }], 2)],
    ['none of two conditions', needs('none', [owls, passes])],
    ['a list', needs('all', [friends])],
    ['a list or a token', needs('any', [friends, owls])],
    ['a deny list, which shoppers do not see', needs('all', [banned, owls])],
    ['a requirement with nothing to show', needs('all', [banned])],
    ['none of a list', needs('all', [owls, needs('none', [friends])])],
    ['nested groups', needs('all', [owls, needs('any', [passes, needs('atLeast', [friends, owls], 1)])])],
    ['a group after "none"', needs('any', [needs('none', [friends, owls]), needs('all', [friends])])],
    ['more lines than are shown', needs('all', many(15))],
    [
      'more lines in groups than are shown',
      needs(
        'all',
        many(5).map((card) => needs('any', [card, passes])),
      ),
    ],
    ['a holding time and a snapshot', needs('all', [owls]), true],
  ])('behavior: %s reads as on the storefront', async (_, root, isHeld = false) => {
    const { title, rows, notes } = preview({
      needs: root,
      held: isHeld ? { heldForBlocks: 7200, heldForHours: 0 } : null,
      isAsOf: isHeld,
    })
    const words = [title, ...rows.flatMap(({ text, chain }) => [text, chain]), ...notes]
    expect(await renderOffer({ root, isHeld })).toBe(words.filter((word) => word !== '').join(' '))
  })

  test.each<[string, Partial<PreviewTerms>, Record<string, unknown>]>([
    [
      'exclusive access alone',
      { reaction: { ...reaction, exclusive: true, price: 'none', value: '' } },
      { kind: 'none', percent: undefined, exclusive: true },
    ],
    ['access and a price', { reaction: { ...reaction, exclusive: true } }, { exclusive: true }],
    [
      'access, a price off the order and free shipping',
      {
        reaction: {
          ...NO_FLAGS,
          exclusive: true,
          price: 'orderPercentage',
          value: '12.5',
          freeShipping: true,
        },
      },
      { kind: 'order_percentage', percent: '12.5', exclusive: true, free_shipping: true },
    ],
    [
      'free shipping alone',
      { reaction: { ...reaction, price: 'none', freeShipping: true } },
      { kind: 'none', percent: undefined, free_shipping: true },
    ],
    ['a price and free shipping', { reaction: { ...reaction, freeShipping: true } }, { free_shipping: true }],
    [
      'limits and a cap',
      { cap: '3', limits: { perToken: '1', perWallet: '2', total: '50' } },
      { cap: 3, per_token: 1, per_wallet: 2, total: 50 },
    ],
    [
      'a cap of one in an order, for logged-in customers',
      { cap: '1', guard: 'account' },
      { cap: 1, guard: 'account' },
    ],
  ])('behavior: %s reads as on the storefront', async (_, over, gives) => {
    const { title, rows, notes } = preview({ terms: { ...terms, ...over } })
    const words = [title, ...rows.flatMap(({ text, chain }) => [text, chain]), ...notes]
    expect(await renderOffer({ gives })).toBe(words.join(' '))
  })

  const exclusive = { ...terms, reaction: { ...reaction, exclusive: true } }
  const closed: PreviewTerms = { ...exclusive, schedule: { ...terms.schedule, afterEnd: 'closed' } }
  const day = Date.parse('2026-12-03T10:00+01:00') / 1000
  test.each<[string, PreviewTerms, Standing, Record<string, unknown>]>([
    ['a later start', terms, { kind: 'scheduled', note: 'Starts 2026-12-03 10:00' }, { starts_at: day }],
    [
      'exclusive access that starts later',
      exclusive,
      { kind: 'scheduled', note: 'Starts 2026-12-03 10:00' },
      { exclusive: true, starts_at: day },
    ],
    ['a later end', terms, { kind: 'active', note: 'Ends 2026-12-03 10:00' }, { ends_at: day }],
    ['paused exclusive access', exclusive, { kind: 'paused', note: null }, { exclusive: true }],
    [
      'ended exclusive access that stays closed',
      closed,
      { kind: 'ended', note: 'Ended 2026-12-03 10:00' },
      { exclusive: true, ends_at: day, after_end: 'closed' },
    ],
  ])('behavior: %s reads as on the storefront', async (_, of, standing, gives) => {
    const { title, rows, notes } = preview({ terms: of, standing })
    const words = [title, ...rows.flatMap(({ text, chain }) => [text, chain]), ...notes]
    const told = (await renderOffer({ state: standing.kind, gives })).replaceAll(' .', '.')
    expect(told).toBe(words.join(' '))
  })

  test('behavior: no wallet is asked for if the gate is closed, and one is announced before the start', () => {
    const ask = (of: PreviewTerms, kind: GateStanding) =>
      preview({ terms: of, standing: { kind, note: null } }).ask
    expect(ask(exclusive, 'paused')).toBe(null)
    expect(ask(closed, 'ended')).toBe(null)
    expect(ask(terms, 'scheduled')).toBe('Come back then and connect your wallet.')
    expect(ask(exclusive, 'active')).toBe('Connect your wallet to buy.')
  })

  test('behavior: a gate that needs Flow asks for a wallet as any other', () => {
    const shots: NeedCard = { ...owls, kind: 'flowNft', chain: 'flow', chain_name: 'Flow', name: 'Top Shot' }
    const { ask, notes } = preview({ needs: needs('all', [shots]) })
    expect(ask).toBe('Connect your wallet to unlock this offer.')
    expect(notes.join()).not.toContain('Flow')
  })

  test('behavior: missing names and values are shown in general words', () => {
    const unknown = { ...owls, contract: '', name: '', symbol: '', minimum: '1' }
    const { title, rows } = preview({
      needs: needs('all', [unknown]),
      terms: { ...terms, reaction: { ...reaction, value: '' } },
    })
    expect(title).toBe('A discount for token holders')
    expect(rows).toEqual([{ depth: 0, isGroup: false, text: '1 token', chain: 'Ethereum' }])
  })
})
