import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { runFunction } from '../../../app/wasm/runFunction.ts'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { loadFunction } from '../../standin/functions/loadFunction.ts'
import { composeInput, composeLine } from '../proof-check/composeInput.ts'
import { loadProofVectors } from '../proof-check/loadProofVectors.ts'
import { signBody } from './composeFuzzProof.ts'
import { judgeReference } from './referenceVerdict.ts'

type MoneyVectors = {
  fixed: {
    name: string
    currencyCode: string
    decimals: number
    rate: string
    reaction: string
    perItem: string | null
  }[]
  percent: {
    name: string
    currencyCode: string
    decimals: number
    price: string
    reaction: string
    perItem: string
    percentage: string
  }[]
}

const money = JSON.parse(
  await readFile(new URL('../../vectors/money.json', import.meta.url), 'utf8'),
) as MoneyVectors
const { keys, config } = await loadProofVectors()
let module: WebAssembly.Module

beforeAll(async () => {
  await buildFunctions()
  module = await loadFunction('gate-discount')
}, 120_000)

type GiveParameters = { entries: string; currencyCode: string; amount?: string; rate?: string }

/** Return the discount value of a single line. */
function give({ entries, currencyCode, amount = '1000000', rate = '1.0' }: GiveParameters): unknown {
  const [key] = keys
  if (!key) throw new Error('The vectors name no key.')
  const c = signBody(`p1~c~${key.epoch}~2026112505~0~00112233445566aa~${entries}`, key.key)
  const lines = [composeLine({ productGates: '1 2', currencyCode, amount })]
  const input = composeInput({ config, texts: { c }, lines, rate })
  const { output } = runFunction({ module, exportName: 'cart_lines_discounts_generate_run', input })
  expect(output).toEqual(judgeReference(input))
  const { operations } = output as {
    operations: { productDiscountsAdd: { candidates: { value: unknown }[] } }[]
  }
  return operations[0]?.productDiscountsAdd.candidates[0]?.value ?? null
}

describe('gate-discount counts money', () => {
  test('default', () => {
    expect(give({ entries: '1:1:0:1:f10500', currencyCode: 'USD' })).toEqual({
      fixedAmount: { amount: '10.50', appliesToEachItem: true },
    })
  })

  for (const { name, currencyCode, rate, reaction, perItem } of money.fixed) {
    test(`behavior: fixed amount, ${name}`, () => {
      const expected = perItem === null ? null : { fixedAmount: { amount: perItem, appliesToEachItem: true } }
      expect(give({ entries: `1:1:0:1:${reaction}`, currencyCode, rate })).toEqual(expected)
    })
  }

  // The amount of a percentage shows only in a choice: an amount one minor unit larger beats it.
  for (const { name, currencyCode, decimals, price, reaction, perItem, percentage } of money.percent) {
    test(`behavior: percentage, ${name}`, () => {
      const thousandths = (minor: number) => Math.ceil((minor * 1000) / 10 ** decimals)
      const minor = Number(perItem.replace('.', ''))
      const beside = (amount: number) =>
        give({ entries: `1:1:0:1:${reaction}!2:1:0:1:f${thousandths(amount)}`, currencyCode, amount: price })
      expect(beside(minor)).toEqual({ percentage: { value: percentage } })
      expect(beside(minor + 1)).toHaveProperty('fixedAmount')
    })
  }
})
