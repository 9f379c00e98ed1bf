import { describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import { evaluateOrderProofs, listOrderEpochs } from '../../../app/core/settlement/evaluateOrderProofs.ts'
import { listOrderProofs } from '../../../app/core/settlement/listOrderProofs.ts'
import type { OrderFacts } from '../../../app/core/settlement/types.ts'
import { signProof } from '../../../app/crypto/proofs.ts'
import { makeLine, makeOrder } from './samples.ts'

// docs/spec/proof.md#10-vectors. Both end when period 05 of 2026-11-25 begins: 10:00 on the shop's clock.
const A1 = 'p1~c~5f3a9c01~2026112505~0~00112233445566aa~2a:3:2:1:p2000~a659f3186164bca16a74ff37bd0d44d0'
const A2 =
  'p1~l~5f3a9c01~2026112505~7766554433221~ffeeddccbbaa9988~2a:3:1:1:x+f10500~275a6e0a6946bacdcb27a92d2ec063f9'
const KEY = Buffer.from('5f5d9d55e4a373634cd7af5a07392bda7215d1b23937a7f1f06d9567762fa444', 'hex')
const at = (time: string) => Date.parse(`2026-11-25T${time}+01:00`) / 1000

function judge(
  over: Partial<OrderFacts>,
  keys: Readonly<Record<string, Uint8Array>> = { '5f3a9c01': KEY },
  zone = 'Europe/Berlin',
) {
  return evaluateOrderProofs({
    order: makeOrder({ createdAt: at('09:00:00'), ...over }),
    zoneOf: (epoch) => (epoch === '5f3a9c01' ? zone : 'Pacific/Kiritimati'),
    computeMac: ({ epoch, unsigned }) => {
      const key = keys[epoch]
      return key ? signProof({ unsigned, key }) : null
    },
  })
}
const fault = (over: Partial<OrderFacts>, keys?: Readonly<Record<string, Uint8Array>>) =>
  judge(over, keys).map((proof) => (proof.kind === 'bad' ? proof.fault : 'good'))

describe('the proofs of an order', () => {
  test('default: a good proof in the order’s attribute', () => {
    expect(judge({ proof: A1 })).toEqual([
      {
        kind: 'good',
        place: { kind: 'c' },
        grant: '00112233445566aa',
        entries: [
          {
            gate: 82,
            revision: 3,
            cap: 2,
            profile: 1,
            reaction: { ...NO_FLAGS, price: { kind: 'p', amount: 2000n } },
          },
        ],
      },
    ])
  })

  test('behavior: a proof is judged at the order’s own time, with 15 minutes to pay', () => {
    expect(fault({ proof: A1, createdAt: at('09:59:59') })).toEqual(['good'])
    expect(fault({ proof: A1, createdAt: at('10:14:59') })).toEqual(['good'])
    expect(fault({ proof: A1, createdAt: at('10:15:00') })).toEqual(['expired'])
  })

  test('behavior: a proof ends by the clock of its epoch', () => {
    const inZone = (zone: string) => judge({ proof: A1 }, undefined, zone).map(({ kind }) => kind)
    expect(inZone('America/New_York')).toEqual(['good'])
    expect(inZone('Asia/Tokyo')).toEqual(['bad'])
  })

  test.each<[string, Partial<OrderFacts>, string]>([
    ['a line’s proof in the attribute', { proof: A2, customerId: 7766554433221 }, 'carrier'],
    ['another customer’s proof', { lines: [makeLine({ proof: A2 })], customerId: 1 }, 'buyer'],
    ['a customer’s proof from a guest', { lines: [makeLine({ proof: A2 })] }, 'buyer'],
    ['a proof with a changed last digit', { proof: `${A1.slice(0, -1)}1` }, 'mac'],
    ['a proof without its last digit', { proof: A1.slice(0, -1) }, 'shape'],
    ['a long invented text', { proof: 'x'.repeat(5000) }, 'shape'],
  ])('refuses: %s', (_, over, expected) => {
    expect(fault(over)).toEqual([expected])
  })

  test('behavior: if the app may not see the customer, the Functions’ check of the buyer counts', () => {
    expect(fault({ lines: [makeLine({ proof: A2 })], knowsCustomer: false })).toEqual(['good'])
    expect(fault({ lines: [makeLine({ proof: A2 })], knowsCustomer: true })).toEqual(['buyer'])
  })

  test('behavior: if the customer is unknown, only one buyer’s proofs count: the one with most lines, or the later one', () => {
    const make = (buyer: string, grant: string) => {
      const unsigned = A2.replace('7766554433221', buyer).replace('ffeeddccbbaa9988', grant).slice(0, -33)
      return `${unsigned}~${signProof({ unsigned, key: KEY })}`
    }
    const [ada, ben, open] = [
      make('901', 'a'.repeat(16)),
      make('902', 'b'.repeat(16)),
      make('0', 'c'.repeat(16)),
    ]
    const ask = (...proofs: string[]) =>
      fault({ lines: proofs.map((proof, id) => makeLine({ id, proof })), knowsCustomer: false })
    expect(ask(ada, ben)).toEqual(['buyer', 'good'])
    expect(ask(ada, ada, ben)).toEqual(['good', 'buyer'])
    expect(ask(ada, open, ben)).toEqual(['buyer', 'good', 'good'])
    expect(ask(ada, make('901', 'd'.repeat(16)), ben)).toEqual(['good', 'good', 'buyer'])
    // A proof with a wrong MAC is nobody's.
    expect(ask(ada, `${ben.slice(0, -1)}g`, `${ben.slice(0, -4)}0000`)).toEqual(['good', 'shape', 'mac'])
  })

  test('refuses: an unknown epoch, and the key of another shop', () => {
    expect(fault({ proof: A1 }, {})).toEqual(['epoch'])
    expect(fault({ proof: A1 }, { '5f3a9c01': new Uint8Array(32) })).toEqual(['mac'])
  })

  test('behavior: the metafield comes first, then the attribute and the lines; at most eight texts, each once', () => {
    const lines = [...Array(10).keys()].map((id) => makeLine({ id, proof: `line ${id % 9}` }))
    const found = listOrderProofs({ pass: 'm', proof: 'c', lines })
    expect(found.map(({ text }) => text)).toEqual(['m', 'c', ...[0, 1, 2, 3, 4, 5].map((id) => `line ${id}`)])
    expect(listOrderProofs({ pass: null, proof: '', lines: [makeLine({ proof: null })] })).toEqual([])
  })

  test('behavior: a text with too many bytes for its place does not count against the eight', () => {
    const long = [...Array(8).keys()].map((id) => makeLine({ id, proof: `${id}${'x'.repeat(160)}` }))
    const wide = [...Array(8).keys()].map((id) => makeLine({ id: 10 + id, proof: `${id}${'é'.repeat(80)}` }))
    const lines = [...long, ...wide, makeLine({ id: 30, proof: A2 })]
    const found = judge({ proof: 'x'.repeat(1001), lines, customerId: 7766554433221 })
    expect(found.filter(({ kind }) => kind === 'good')).toMatchObject([{ place: { kind: 'l', lineId: 30 } }])
    const short = [...Array(8).keys()].map((id) => makeLine({ id, proof: `${id}${'x'.repeat(159)}` }))
    const full = judge({ lines: [...short, makeLine({ id: 30, proof: A2 })], customerId: 7766554433221 })
    expect(full.filter(({ kind }) => kind === 'good')).toEqual([])
  })

  test('behavior: the epochs are those of the readable proofs', () => {
    expect(
      listOrderEpochs(makeOrder({ proof: A1, pass: 'p1~junk', lines: [makeLine({ proof: A2 })] })),
    ).toEqual(['5f3a9c01'])
  })
})
