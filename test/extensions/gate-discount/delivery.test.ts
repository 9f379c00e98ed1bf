import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { type ComposeLineParameters, composeInput, composeLine } from '../proof-check/composeInput.ts'
import { createJudge } from '../proof-check/createJudge.ts'
import { loadProofVectors } from '../proof-check/loadProofVectors.ts'
import { toDeliveryInput } from '../proof-check/toTargetInput.ts'
import { signBody } from './composeFuzzProof.ts'

const { keys, config: vectorConfig } = await loadProofVectors()
const [key = { epoch: '', key: '' }] = keys
const config = { ...vectorConfig, x: [], a: [] as string[] }
const GROUPS = ['gid://shopify/CartDeliveryGroup/0', 'gid://shopify/CartDeliveryGroup/1']
const FREE = [
  {
    deliveryDiscountsAdd: {
      selectionStrategy: 'ALL',
      candidates: [
        {
          targets: GROUPS.map((id) => ({ deliveryGroup: { id } })),
          value: { percentage: { value: '100' } },
        },
      ],
    },
  },
]
let judge: Awaited<ReturnType<typeof createJudge>>

beforeAll(async () => {
  await buildFunctions()
  judge = await createJudge('delivery')
}, 120_000)

const prove = (entries: string) =>
  signBody(`p1~c~${key.epoch}~2026112505~0~00112233445566aa~${entries}`, key.key)

type ShipParameters = {
  entries?: string
  lines?: ComposeLineParameters[]
  groups?: readonly string[]
  config?: unknown
  discountClasses?: string[]
}

function ship(parameters: ShipParameters): unknown[] {
  const { entries = '2a:3:0:1:s', lines = [{ productGates: '2a' }], groups = GROUPS } = parameters
  const { discountClasses = ['SHIPPING'] } = parameters
  const input = composeInput({
    ...{ config: parameters.config ?? config, texts: { c: prove(entries) }, discountClasses },
    lines: lines.map((line) => composeLine(line)),
  })
  return judge(toDeliveryInput({ input, groups }))
}

describe('gate-discount gives free shipping', () => {
  test('default', () => {
    expect(ship({})).toEqual(FREE)
  })

  test('behavior: free shipping works beside access and a price, on products, variants and all products', () => {
    expect(ship({ entries: '2a:3:0:1:x+p2000+s', lines: [{}, { variantGates: '2a*' }] })).toEqual(FREE)
    expect(ship({ lines: [{}], config: { ...config, a: ['2a*'] } })).toEqual(FREE)
  })

  test('behavior: a cap on units does not limit free shipping', () => {
    expect(ship({ entries: '2a:3:1:1:s', lines: [{ productGates: '2a', quantity: 9 }] })).toEqual(FREE)
  })

  test('behavior: delivery groups beyond the output limit are left out', () => {
    const groups = Array.from({ length: 400 }, (_, i) => `gid://shopify/CartDeliveryGroup/${i}`)
    const text = JSON.stringify(ship({ groups }))
    expect(text.length).toBeLessThan(20_000)
    expect(text.split('CartDeliveryGroup').length).toBeGreaterThan(200)
  })

  test('behavior: above 200 lines the output may be longer, in proportion', () => {
    const groups = Array.from({ length: 400 }, (_, i) => `gid://shopify/CartDeliveryGroup/${i}`)
    const text = JSON.stringify(
      ship({ groups, lines: Array.from({ length: 320 }, () => ({ productGates: '2a' })) }),
    )
    expect(text.length).toBeGreaterThan(20_000)
    expect(text.length).toBeLessThan(32_000)
  })

  for (const [why, parameters] of [
    ['no delivery groups', { groups: [] }],
    ['no line with the gate', { lines: [{ productGates: '2b' }] }],
    ['an empty cart', { lines: [] }],
    ['an entry without free shipping', { entries: '2a:3:0:1:x+p2000' }],
    ['another profile', { entries: '2a:3:0:2:s' }],
    ['a discount that does not give shipping', { discountClasses: ['PRODUCT', 'ORDER'] }],
    ['a paused gate', { config: { ...config, x: [['2a', 4]] } }],
    ['an unreadable config', { config: { ...config, k: {} } }],
    ['an overlong id', { groups: ['x'.repeat(256)] }],
  ] as const) {
    test(`refuses: ${why}`, () => {
      expect(ship(parameters as ShipParameters)).toEqual([])
    })
  }
})
