import { describe, expect, test } from 'vitest'
import { formatAudit } from '../../../app/admin/redemptions/formatAudit.ts'
import { formatRedemptionExport } from '../../../app/admin/redemptions/formatRedemptionExport.ts'
import { formatRedemptions } from '../../../app/admin/redemptions/formatRedemptions.ts'
import { formatUnit, readTokenNames } from '../../../app/admin/redemptions/formatUnits.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import type { AuditEntry, ReservationRow } from '../../../app/core/redemption/types.ts'
import { NOW } from '../../fakes/clock.ts'
import { contract, ethereum, makeGate, shop } from '../../fakes/fakeContext.ts'

const gate = makeGate({ limits: { perWallet: null, perToken: 1, total: 500 } })
const token = `${ethereum}:${contract}:4021`
const row: ReservationRow = {
  id: 7n,
  gate: gate.number,
  revision: 3,
  visitId: 'visit',
  state: 'open',
  units: [
    { kind: 'token', key: token, slot: 1 },
    { kind: 'total', key: '', slot: 12 },
  ],
  endsAt: NOW + 3600,
  orderId: null,
  createdAt: NOW,
  updatedAt: NOW,
}
const entry: AuditEntry = {
  id: 3n,
  at: NOW,
  actor: 'staff:1',
  action: 'redemption.added',
  gate: gate.number,
  reservationId: 7n,
  orderId: null,
  detail: { unit: { kind: 'token', key: token, slot: 1 }, reason: 'Sold at the till' },
}
const actors = {
  staff: new Map([['1', 'Maya Chen']]),
  keys: new Map([['k', { key: 'Server', project: 'Photo board' }]]),
}
const format = (rows: readonly ReservationRow[]) =>
  formatRedemptions({
    shop,
    gates: [gate],
    choices: [{ number: gate.number, name: gate.name, isDeleted: false }],
    counts: [{ gate: gate.number, reserved: 1, committed: 12, total: 500 }],
    rows,
    audit: [entry],
    actors,
    next: null,
    now: NOW,
  })

describe('formatRedemptions', () => {
  test('default', () => {
    expect(format([row])).toEqual({
      redemptions: [
        {
          id: '7',
          gate: { number: 82, name: 'Owls' },
          state: 'open',
          units: ['Night Owls #4021 on Ethereum', 'Place 12'],
          changedAt: '25 Nov 2026, 14:10',
          endsAt: '25 Nov 2026, 15:10',
          orderId: null,
          release: 'lapse',
        },
      ],
      choices: [{ value: '82', label: 'Owls' }],
      isPartial: false,
      gates: [
        {
          number: 82,
          name: 'Owls',
          counts: '12 of 500 used, 1 reserved',
          ways: [{ value: `${ethereum}:${contract}`, label: 'An NFT of Night Owls', hasIds: true }],
        },
      ],
      audit: [
        {
          id: '3',
          at: '25 Nov 2026, 14:10',
          who: 'Maya Chen',
          text: 'A use was recorded: Night Owls #4021 on Ethereum (Owls).',
          reason: 'Sold at the till',
        },
      ],
      next: null,
      timeZone: 'Berlin time',
    })
  })

  test('behavior: a rotation of the signing key and the end of all keys have their own texts', () => {
    const say = (isAtOnce: boolean) =>
      formatAudit({
        entries: [{ ...entry, action: 'key.rotated', gate: null, detail: { isAtOnce } }],
        gates: new Map(),
        ...{ tokens: new Map(), actors },
        timeZone: 'UTC',
      })[0]?.text
    expect(say(false)).toBe('A change of the signing key was started.')
    expect(say(true)).toBe('All signing keys were ended.')
  })

  test('behavior: the log names who did it: a member of staff, a key with its project, or the app', () => {
    const who = (actor: string) =>
      formatAudit({
        ...{ entries: [{ ...entry, actor }], gates: new Map(), tokens: new Map() },
        ...{ actors, timeZone: 'UTC' },
      })[0]?.who
    expect([who('staff:1'), who('staff:2'), who('api:k'), who('api:gone'), who('system')]).toEqual([
      'Maya Chen',
      'Your staff',
      'The secret key “Server” of “Photo board”',
      'A secret key of a deleted project',
      'Palisade',
    ])
  })

  test('behavior: an open use can lapse, an ended or committed one can be released, others neither', () => {
    const release = (over: Partial<ReservationRow>) => format([{ ...row, ...over }]).redemptions[0]?.release
    expect(release({})).toBe('lapse')
    expect(release({ endsAt: NOW })).toBe('free')
    expect(release({ state: 'committed', endsAt: NOW - 1 })).toBe('free')
    expect(release({ state: 'released' })).toBe('none')
    expect(release({ state: 'lapsed' })).toBe('none')
  })

  test.each([
    [{ perWallet: 2, perToken: null, total: null }, ['A wallet']],
    [{ perWallet: 2, perToken: 1, total: 5 }, ['A wallet', 'An NFT of Night Owls']],
    [{ perWallet: null, perToken: 1, total: 5 }, ['An NFT of Night Owls']],
    // Each place is a wallet's, and there is nothing else to name.
    [{ perWallet: null, perToken: null, total: 5 }, ['A wallet']],
  ])('behavior: a gate with the limits %o offers uses of %o', (limits, labels) => {
    const view = formatRedemptions({
      shop,
      gates: [makeGate({ limits })],
      counts: [{ gate: gate.number, reserved: 0, committed: 0, total: limits.total }],
      choices: [],
      rows: [],
      audit: [],
      actors,
      next: null,
      now: NOW,
    })
    expect(view.gates[0]?.ways.map(({ label }) => label)).toEqual(labels)
  })

  test('behavior: a use of a deleted gate shows its number', () => {
    expect(format([{ ...row, gate: 9 as GateNumber }]).redemptions[0]?.gate.name).toBe('Gate 9')
  })
})

describe('formatUnit', () => {
  test.each([
    [{ kind: 'wallet', key: contract, slot: 1 }, '0x2222…2222'],
    [{ kind: 'wallet', key: contract, slot: 2 }, '0x2222…2222, use 2'],
    [
      { kind: 'token', key: 'solana:So11111111111111111111111111111111111111112', slot: 1 },
      'So1111…1112 on Solana',
    ],
    [{ kind: 'token', key: `${ethereum}:${contract}:7`, slot: 1 }, '#7 of 0x2222…2222 on Ethereum'],
    [{ kind: 'total', key: '', slot: 3 }, 'Place 3'],
  ] as const)('default: %o is "%s"', (unit, text) => {
    expect(formatUnit(unit, new Map())).toBe(text)
  })

  test('behavior: a token has the name that a gate knows it by', () => {
    const names = readTokenNames([gate])
    const unit = { kind: 'token', key: token, slot: 2 } as const
    expect(formatUnit(unit, names)).toBe('Night Owls #4021 on Ethereum, use 2')
  })

  test('behavior: a key of an unknown chain stays unchanged', () => {
    expect(formatUnit({ kind: 'wallet', key: 'somewhere:else', slot: 1 }, new Map())).toBe('somewhere:else')
  })
})

describe('formatRedemptionExport', () => {
  const found = {
    shop,
    gates: [{ ...gate, name: '@Owls' }],
    choices: [],
    counts: [],
    audit: [],
    actors,
    now: NOW,
  }
  const format = (isFirst: boolean) => formatRedemptionExport({ ...found, rows: [row], next: 6n, isFirst })

  test('default: what the list shows; the head is only on the first page, and no cell is a formula', () => {
    const line =
      '82,\'@Owls,Reserved,"Night Owls #4021 on Ethereum, Place 12","25 Nov 2026, 14:10","25 Nov 2026, 15:10",\r\n'
    const head = '\uFEFFGate number,Gate,Status,Uses of,Changed (Europe/Berlin),Reserved until,Order id\r\n'
    expect(format(true)).toEqual({ text: head + line, rows: 1, next: '6' })
    expect(format(false).text).toBe(line)
  })
})
