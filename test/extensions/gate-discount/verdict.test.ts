import { beforeAll, describe, expect, test } from 'vitest'
import { runFunction } from '../../../app/wasm/runFunction.ts'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { composeInput, composeLine } from '../proof-check/composeInput.ts'
import { loadProofVectors } from '../proof-check/loadProofVectors.ts'
import { signBody } from './composeFuzzProof.ts'
import { judgeReference } from './referenceVerdict.ts'

const { keys, config: vectorConfig } = await loadProofVectors()
const config = { ...vectorConfig, x: [] as unknown[], a: [] as string[] }
let module: WebAssembly.Module
let serial = 0

beforeAll(async () => {
  await buildFunctions()
  module = await loadFunction('gate-discount')
}, 120_000)

function prove(carrier: 'c' | 'l' | 'm', entries: string): string {
  const [key] = keys
  if (!key) throw new Error('The vectors name no key.')
  const grant = String(++serial).padStart(16, '0')
  return signBody(`p1~${carrier}~${key.epoch}~2026112505~0~${grant}~${entries}`, key.key)
}

function judge(input: unknown): unknown[] {
  const { output } = runFunction({ module, exportName: 'cart_lines_discounts_generate_run', input })
  expect(output).toEqual(judgeReference(input))
  return (output as { operations: unknown[] }).operations
}

const products = (...candidates: unknown[]) => ({
  productDiscountsAdd: { selectionStrategy: 'ALL', candidates },
})
const percentage = (value: string) => ({ percentage: { value } })
const perItem = (amount: string) => ({ fixedAmount: { amount, appliesToEachItem: true } })
const target = (id: string, quantity?: number) => ({ cartLine: quantity ? { id, quantity } : { id } })

describe('gate-discount judges', () => {
  test('default', () => {
    const lines = [composeLine({ id: '1', productGates: '2a' }), composeLine({ id: '2' })]
    const input = composeInput({ config, texts: { c: prove('c', '2a:3:0:1:p2000') }, lines })
    expect(judge(input)).toEqual([products({ targets: [target('1')], value: percentage('20') })])
  })

  test('behavior: a fixed amount is given on each item, in the presentment currency', () => {
    const lines = [composeLine({ id: '1', productGates: '2a', currencyCode: 'JPY' })]
    const texts = { c: prove('c', '2a:3:0:1:f10500') }
    const input = composeInput({ config, texts, lines, rate: '151.2345678901' })
    expect(judge(input)).toEqual([products({ targets: [target('1')], value: perItem('1587') })])
  })

  test('behavior: the largest amount per item wins, and of equal ones the lowest gate', () => {
    const texts = { c: prove('c', '1:1:0:1:f5000!2:1:0:1:p1000!3:1:0:1:f5001!4:1:0:1:p1000') }
    const lines = [
      composeLine({ id: 'more', productGates: '1 2 3', amount: '50.09' }),
      composeLine({ id: 'equal', productGates: '1 2', amount: '50.09' }),
      composeLine({ id: 'truncated', productGates: '1 3', amount: '50.00' }),
      composeLine({ id: 'less', productGates: '1 2', amount: '49.99' }),
      composeLine({ id: 'greater', productGates: '1 4', amount: '50.10' }),
    ]
    expect(judge(composeInput({ config, texts, lines }))).toEqual([
      products(
        {
          targets: [target('more'), target('equal'), target('truncated'), target('less')],
          value: perItem('5.00'),
        },
        { targets: [target('greater')], value: percentage('10') },
      ),
    ])
  })

  test('behavior: percentages that truncate to the same amount count as equal', () => {
    const texts = { c: prove('c', '1:1:0:1:p1000!2:1:0:1:p1900') }
    const lines = [
      composeLine({ id: 'cents', productGates: '1 2', amount: '0.10' }),
      composeLine({ id: 'dimes', productGates: '1 2', amount: '1.00' }),
    ]
    expect(judge(composeInput({ config, texts, lines }))).toEqual([
      products(
        { targets: [target('cents')], value: percentage('10') },
        { targets: [target('dimes')], value: percentage('19') },
      ),
    ])
  })

  test('behavior: a cap counts units of the whole cart, and the rest costs the full price', () => {
    const texts = { c: prove('c', '2a:3:5:1:p2000') }
    const lines = [3, 4, 1].map((quantity, i) => composeLine({ id: `${i}`, productGates: '2a', quantity }))
    expect(judge(composeInput({ config, texts, lines }))).toEqual([
      products({ targets: [target('0'), target('1', 2)], value: percentage('20') }),
    ])
  })

  test('behavior: when a gate’s cap is used up, the line gets its next gate', () => {
    const texts = { c: prove('c', '1:1:1:1:p5000!2:1:0:1:p1000') }
    const lines = [1, 2].map((i) => composeLine({ id: `${i}`, productGates: '1 2' }))
    expect(judge(composeInput({ config, texts, lines }))).toEqual([
      products(
        { targets: [target('1')], value: percentage('50') },
        { targets: [target('2')], value: percentage('10') },
      ),
    ])
  })

  test('behavior: gates on products, variants and all products give discounts', () => {
    const texts = { c: prove('c', '1:1:0:1:p100!2:1:0:1:p200!3:1:0:1:p300') }
    const lines = [
      composeLine({ id: 'product', productGates: '2 5*' }),
      composeLine({ id: 'variant', variantGates: '3*' }),
      composeLine({ id: 'any' }),
      { ...composeLine({ id: 'custom' }), merchandise: { __typename: 'CustomProduct' } },
    ]
    expect(judge(composeInput({ config: { ...config, a: ['1*'] }, texts, lines }))).toEqual([
      products(
        { targets: [target('any')], value: percentage('1') },
        { targets: [target('product')], value: percentage('2') },
        { targets: [target('variant')], value: percentage('3') },
      ),
    ])
  })

  test('behavior: only gates of this discount’s profile give', () => {
    const texts = { c: prove('c', '1:1:0:2:p5000!2:1:0:1:p1000') }
    const lines = [composeLine({ id: '1', productGates: '1 2' })]
    expect(judge(composeInput({ config, texts, lines }))).toEqual([
      products({ targets: [target('1')], value: percentage('10') }),
    ])
    expect(judge(composeInput({ config: { ...config, p: 0 }, texts, lines }))).toEqual([])
  })

  test('behavior: only classes of this discount are given', () => {
    const texts = { c: prove('c', '1:1:0:1:p5000!2:1:0:1:q1000') }
    const lines = [composeLine({ id: '1', productGates: '1 2' })]
    const order = { targets: [{ orderSubtotal: { excludedCartLineIds: [] } }], value: percentage('10') }
    const orders = { orderDiscountsAdd: { selectionStrategy: 'MAXIMUM', candidates: [order] } }
    expect(judge(composeInput({ config, texts, lines, discountClasses: ['ORDER'] }))).toEqual([orders])
    expect(judge(composeInput({ config, texts, lines, discountClasses: ['SHIPPING'] }))).toEqual([])
    expect(judge(composeInput({ config, texts, lines }))).toHaveLength(2)
  })

  test('behavior: the best order discounts are given if a line carries their gate, without gift cards', () => {
    const texts = { c: prove('c', '1:1:0:1:q500!2:1:0:1:q1500!3:1:0:1:r2500!4:1:0:1:q9000') }
    const lines = [
      composeLine({ id: 'card', isGiftCard: true }),
      composeLine({ id: 'shirt', productGates: '1 2 3' }),
    ]
    const targets = [{ orderSubtotal: { excludedCartLineIds: ['card'] } }]
    const candidates = [
      { targets, value: percentage('15') },
      { targets, value: { fixedAmount: { amount: '2.50' } } },
    ]
    expect(judge(composeInput({ config, texts, lines }))).toEqual([
      { orderDiscountsAdd: { selectionStrategy: 'MAXIMUM', candidates } },
    ])
    expect(judge(composeInput({ config, texts, lines: lines.slice(0, 1) }))).toEqual([])
  })

  test('behavior: the metafield comes before the attribute, and both before lines in cart order', () => {
    const gives = (texts: { c?: string; m?: string }, lineProofs: string[]) => {
      const lines = lineProofs.map((proof, i) => composeLine({ id: `${i}`, productGates: '2a', proof }))
      return JSON.stringify(judge(composeInput({ config, texts, lines }))).match(/"value":"([0-9]+)"/)?.[1]
    }
    const [m, c] = [prove('m', '2a:3:0:1:p100'), prove('c', '2a:3:0:1:p200')]
    const lines = [prove('l', '2a:3:0:1:p300'), prove('l', '2a:3:0:1:p400')]
    expect(gives({ m, c }, lines)).toBe('1')
    expect(gives({ c }, lines)).toBe('2')
    expect(gives({}, lines)).toBe('3')
    expect(gives({}, [...lines].reverse())).toBe('4')
  })

  test('behavior: an entry below its lowest revision does not count', () => {
    const texts = { m: prove('m', '2a:1:0:1:p5000'), c: prove('c', '2a:2:0:1:p1000') }
    const lines = [composeLine({ id: '1', productGates: '2a' })]
    const floored = { ...config, x: [['2a', 2]] }
    expect(judge(composeInput({ config: floored, texts, lines }))).toEqual([
      products({ targets: [target('1')], value: percentage('10') }),
    ])
  })

  test('behavior: the first entry that counts decides, even if it gives no discount', () => {
    const texts = { m: prove('m', '2a:1:0:1:x'), c: prove('c', '2a:2:0:1:p1000') }
    const lines = [composeLine({ id: '1', productGates: '2a' })]
    expect(judge(composeInput({ config, texts, lines }))).toEqual([])
  })

  test('behavior: eight distinct texts are read, equal ones once, and long ones never', () => {
    const good = prove('l', '2a:3:0:1:p2000')
    const carts = (fillers: string[]) => {
      const lines = [...fillers, good].map((proof, i) => composeLine({ id: `${i}`, proof }))
      return judge(composeInput({ config: { ...config, a: ['2a'] }, lines })).length
    }
    const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    expect(carts(seven)).toBe(1)
    expect(carts([...seven, ...seven, 'x'.repeat(161), ''])).toBe(1)
    expect(carts([...seven, 'h'])).toBe(0)
    // A text at the wrong place counts for the limit, and is accepted in its own place.
    const lines = [...seven, good].map((proof, i) => composeLine({ id: `${i}`, proof }))
    expect(judge(composeInput({ config: { ...config, a: ['2a'] }, texts: { c: good }, lines }))).toHaveLength(
      1,
    )
  })

  test('behavior: the output stays within the limit, and later lines cost the full price', () => {
    const texts = { c: prove('c', '2a:3:0:1:p2000') }
    const lines = Array.from({ length: 200 }, (_, i) =>
      composeLine({ id: `${i}`.padStart(200, '0'), productGates: '2a' }),
    )
    const operations = judge(composeInput({ config, texts, lines }))
    const bytes = JSON.stringify({ operations }).length
    expect(bytes).toBeLessThanOrEqual(20_000)
    expect(bytes).toBeGreaterThan(15_000)
  })

  for (const [why, changes] of [
    ['no config', { discount: { discountClasses: ['PRODUCT'], proofConfig: null } }],
    ['no clock', { shop: null }],
    ['no cart', { cart: null }],
    ['a list instead of an object', []],
    ['a null input', null],
  ] as const) {
    test(`behavior: ${why} gives nothing`, () => {
      const lines = [composeLine({ productGates: '2a' })]
      const input = composeInput({ config, texts: { c: prove('c', '2a:3:0:1:p2000') }, lines })
      expect(judge(Array.isArray(changes) || !changes ? changes : { ...input, ...changes })).toEqual([])
    })
  }
})
