import { describe, expect, test } from 'vitest'
import { composePassLink } from '../../../app/admin/passes/composePassLink.ts'
import { formatPasses, formatPassProof } from '../../../app/admin/passes/formatPasses.ts'
import { parsePass, parsePassId, parsePassMark } from '../../../app/admin/passes/parsePass.ts'
import type { StaffPass } from '../../../app/core/staffPass/types.ts'
import { makeGate, NOW, shop } from '../../fakes/fakeContext.ts'

const pass = (over: Partial<StaffPass> = {}): StaffPass => ({
  ...{ id: 'pass-1', shopId: shop.id, gate: makeGate().number, wallet: null, units: 1, note: '' },
  ...{ actor: 'staff:7001', createdAt: NOW, endsAt: NOW + 86_400 },
  use: { reservationId: 1n, state: 'open', orderId: null },
  ...over,
})
const view = (passes: StaffPass[], gate = makeGate(), now = NOW + 60) =>
  formatPasses({
    ...{ shop, gate, next: null, now, storeUrl: 'https://harbor.example/products/owl-jacket?variant=1' },
    passes: passes.map((one) => ({ pass: one, token: 'abc' })),
    staff: new Map([['7001', 'Anna Berg']]),
  })

describe('formatPasses', () => {
  test('default: an open pass with its link, its maker and its end', () => {
    expect(view([pass({ note: 'Called' })]).passes).toEqual([
      {
        ...{
          id: 'pass-1',
          state: 'open',
          who: 'On your word',
          note: 'Called',
          units: '1 item',
          orderId: null,
        },
        made: 'Anna Berg, 25 Nov 2026, 14:10',
        ends: 'Valid until 26 Nov 2026, 14:10',
        link: 'https://harbor.example/apps/palisade/pass#82.abc.owl-jacket',
      },
    ])
  })

  test('behavior: only an open pass has a link', () => {
    const use = (state: 'committed' | 'released' | 'lapsed' | 'open', orderId: bigint | null = null) => ({
      use: { reservationId: 1n, state, orderId },
    })
    const states = [
      view([pass(use('committed', 9001n))]),
      view([pass(use('released', 9001n))]),
      view([pass(use('lapsed'))]),
      view([pass(use('open'))], makeGate(), NOW + 86_400),
      view([pass({ use: null })], makeGate(), NOW + 86_400),
      view([pass({ use: null })]),
    ].map(({ passes: [one] }) => [one?.state, one?.orderId, one?.link])
    expect(states).toEqual([
      ['used', 9001, null],
      ['used', 9001, null],
      ['withdrawn', null, null],
      ['expired', null, null],
      ['expired', null, null],
      ['withdrawn', null, null],
    ])
  })

  test('behavior: the page says which limits a pass without a wallet does not count', () => {
    const limited = (perWallet: number | null, perToken: number | null) =>
      view([], makeGate({ limits: { perWallet, perToken, total: 5 } })).uncounted
    expect(limited(null, null)).toBeNull()
    expect(limited(1, 1)).toContain('limit per wallet or per NFT')
    expect(view([], makeGate({ state: 'paused' })).gate.isActive).toBe(false)
  })

  test('behavior: a shop without a known product has the link of its own domain', () => {
    const link = composePassLink({ gate: 82, token: 'abc', storeUrl: null, shop })
    expect(link).toBe('https://harbor.example/apps/palisade/pass#82.abc')
  })

  test('behavior: the attribute of a draft order says until when it works', () => {
    const { until } = formatPassProof({ proof: 'p1', endsAt: NOW, ianaTimezone: 'Europe/Berlin' })
    expect(until).toBe('25 Nov 2026, 14:10 (Berlin time)')
  })
})

describe('parsePass', () => {
  const draftId = '4d1c5a5e-6f0e-4f0a-9b59-0a1c2d3e4f50'
  const form = { draftId, wallet: '', units: '1', hours: '24', note: ' Called ' }
  const code = (text: string) => expect.objectContaining({ code: text })
  const parse = (over: Partial<Record<keyof typeof form, string>>) => () => parsePass({ ...form, ...over })

  test('default: on the word of the staff, or for a wallet', () => {
    expect(parsePass(form)).toEqual({
      ...{ draftId, wallet: null, units: 1, hours: 24, note: 'Called' },
    })
    expect(parsePass({ ...form, wallet: 'anna.eth' }).wallet).toEqual({ kind: 'name', name: 'anna.eth' })
  })

  test('refuses: items, hours and wallets that are none (ERR_BODY_INVALID, ERR_ADDRESS_INVALID)', () => {
    for (const units of ['', '0', '-1', '1.5', '10000', 'x']) {
      expect(parse({ units })).toThrow(code('ERR_BODY_INVALID'))
    }
    for (const hours of ['0', '1', '8760', '']) expect(parse({ hours })).toThrow(code('ERR_BODY_INVALID'))
    expect(parse({ wallet: '0x12' })).toThrow(code('ERR_ADDRESS_INVALID'))
    expect(() => parsePass({ ...form, more: '' })).toThrow(code('ERR_BODY_INVALID'))
    expect(parse({ draftId: 'mine' })).toThrow(code('ERR_BODY_INVALID'))
  })

  test('behavior: an id of another form is one that no pass has', () => {
    expect(['pass-12ab', '12ab', undefined, `pass-${'a'.repeat(80)}`].map(parsePassId)).toEqual([
      'pass-12ab',
      ...['pass-', 'pass-', 'pass-'],
    ])
  })
})

test('default: a page of passes begins behind the mark that the page before it gave', () => {
  const { next } = formatPasses({
    ...{ shop, gate: makeGate(), passes: [], staff: new Map(), storeUrl: null, now: NOW },
    next: { createdAt: NOW, id: `pass-${'a'.repeat(32)}` },
  })
  const query = new URLSearchParams({ before: next ?? '' })
  expect(parsePassMark(query)).toEqual({ createdAt: NOW, id: `pass-${'a'.repeat(32)}` })
})

test.each(['', '7', '7-x', `x-pass-${'a'.repeat(32)}`, `7-pass-${'a'.repeat(33)}`])(
  'behavior: the mark %j is the first page',
  (before) => expect(parsePassMark(new URLSearchParams({ before }))).toBe(undefined),
)
