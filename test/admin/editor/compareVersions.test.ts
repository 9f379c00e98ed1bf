import { describe, expect, test } from 'vitest'
import { compareVersions } from '../../../app/admin/editor/compareVersions.ts'
import type { Draft } from '../../../app/admin/editor/draft.ts'
import { NO_SUBJECTS, startDraft } from '../../../app/admin/editor/startDraft.ts'
import type { ChainView } from '../../../app/admin/views.ts'

const chains: ChainView[] = [{ slug: 'ethereum', name: 'Ethereum', family: 'evm' }]
const draft = startDraft({ gate: null, subjects: NO_SUBJECTS, chains })

function compare(mine: Partial<Draft>, theirs: Partial<Draft> = {}) {
  return compareVersions({
    mine: { ...draft, ...mine },
    theirs: { ...draft, ...theirs },
    guards: { mine: 'open', theirs: 'open' },
    contracts: { find: () => null, kindOf: ({ kind }) => kind },
    chains,
    lists: [],
    currencyCode: 'EUR',
  })
}

describe('compareVersions', () => {
  test('default: only what differs is listed, in words', () => {
    expect(compare({})).toEqual([])
    const mine = { name: 'Owls', reaction: { ...draft.reaction, value: '20' } }
    const theirs = { name: 'Owls', state: 'paused' as const, limits: { ...draft.limits, perWallet: '2' } }
    expect(compare(mine, theirs)).toEqual([
      { label: 'Status', mine: 'Active', theirs: 'Paused' },
      { label: 'What holders get', mine: '20% off', theirs: 'Nothing yet' },
      { label: 'Orders per wallet', mine: 'No limit', theirs: '2' },
    ])
  })

  test('behavior: products are named, and only counted beyond three', () => {
    const products = ['Mug', 'Tote', 'Cap', 'Scarf'].map((title, id) => ({ id, title, imageUrl: null }))
    const subject = { ...draft.subject, kind: 'products' as const }
    expect(
      compare(
        { subject: { ...subject, products } },
        { subject: { ...subject, products: products.slice(0, 1) } },
      ),
    ).toEqual([{ label: 'Applies to', mine: '4 products: Mug, Tote, Cap, 1 more', theirs: '1 product: Mug' }])
  })

  test('behavior: every field that a merchant can change is compared', () => {
    const changes: Partial<Draft>[] = [
      { moment: 'held', heldFor: { amount: '7', unit: 'days' } },
      { moment: 'snapshots', snapshots: { ethereum: '12' } },
      { root: { ...draft.root, kind: 'none' } },
      { cap: '2' },
      { schedule: { startsAt: '2030-01-01T00:00', endsAt: '', afterEnd: 'public' } },
      { schedule: { startsAt: '', endsAt: '2030-01-01T00:00', afterEnd: 'public' } },
      { schedule: { startsAt: '', endsAt: '', afterEnd: 'closed' } },
      { combination: { ...draft.combination, orderDiscounts: false } },
      { combination: { ...draft.combination, purchases: 'oneTime' } },
      { recheck: true },
      { discountName: 'Owl days' },
      { limits: { ...draft.limits, perToken: '1' } },
      { limits: { ...draft.limits, total: '1' } },
      { subject: { ...draft.subject, kind: 'all' } },
    ]
    for (const change of changes) expect(compare(change), JSON.stringify(change)).toHaveLength(1)
  })
})
