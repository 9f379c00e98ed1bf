import { isDeepStrictEqual } from 'node:util'
import { runFunction } from '../../../app/wasm/runFunction.ts'
import type { LinesInput } from '../proof-check/toTargetInput.ts'
import { createDice, type Dice } from './createDice.ts'
import { listExtremes } from './listExtremes.ts'
import { TARGETS } from './targets.ts'

/** Shopify's limit on an input, in bytes. */
const INPUT_BYTES = 128_000
const RATES = ['1.0', '0.0068', '151.234567890123', '0.000001', '9999.9'] as const
const AMOUNTS = ['0.01', '19.99', '123456.789', '99999999999.99', '0.0'] as const
const STARTS = 3

/** The parts of a line that a step changes. */
type HeavyLine = {
  quantity: number
  proof: unknown
  cost: { amountPerQuantity: { amount: string } }
  merchandise: { gates: unknown; product: { gates: unknown } }
}

export type ClimbCostParameters = {
  /** The discount's metered module. */
  module: WebAssembly.Module
  seed: number
  /** Number of carts to try. */
  tries: number
}

/**
 * Search for the lines target's costliest cart by small steps from the costliest known ones; returns its instructions.
 *
 * A step changes what a shopper, a merchant or time may change: it copies proofs and marks between lines, or changes
 * the order of lines, quantities, prices or the rate. The texts of marks, proofs and the config remain.
 *
 * @throws Error when the verdict on the costliest cart differs from the reference.
 */
export function climbCost({ module, seed, tries }: ClimbCostParameters): number {
  const { exportName, judge } = TARGETS.lines
  const run = (input: LinesInput) => runFunction({ module, exportName, input, isLimited: false })
  const measure = (input: LinesInput) => ({ input, cost: run(input).instructions ?? 0 })
  const dice = createDice(seed)
  const starts = listExtremes('lines')
    .filter(({ isForeign }) => !isForeign)
    .map(({ input }) => measure(input as LinesInput))
    .sort((one, other) => other.cost - one.cost)
    .slice(0, STARTS)
  const tops = starts.map((start) => {
    let best = start
    for (let i = 0; i < tries / STARTS; i++) {
      const next = structuredClone(best.input)
      step(dice, next)
      if (Buffer.byteLength(JSON.stringify(next)) > INPUT_BYTES) continue
      const measured = measure(next)
      if (measured.cost > best.cost) best = measured
    }
    return best
  })
  for (const { input } of tops) {
    if (!isDeepStrictEqual(run(input).output, judge(input)))
      throw new Error(`Seed ${seed}: the lines target and the reference differ.`)
  }
  return Math.max(...tops.map(({ cost }) => cost))
}

function step(dice: Dice, input: LinesInput): void {
  const lines = input.cart.lines as HeavyLine[]
  const from = lines[dice.below(lines.length)]
  if (!from) return
  switch (dice.below(6)) {
    case 0:
      for (const line of dice.some(lines, 1 / 3)) line.proof = from.proof
      return
    case 1:
      for (const line of dice.some(lines, 1 / 4)) copyMarks(from, line)
      return
    case 2:
      for (const line of dice.some(lines, 1 / 2)) line.cost.amountPerQuantity.amount = dice.pick(AMOUNTS)
      return
    case 3:
      for (const line of lines) line.quantity = dice.between(1, 3)
      return
    case 4:
      input.presentmentCurrencyRate = dice.pick(RATES)
      return
    default:
      lines.push(...lines.splice(0, dice.below(lines.length)))
  }
}

function copyMarks(from: HeavyLine, to: HeavyLine): void {
  to.merchandise.gates = from.merchandise.gates
  to.merchandise.product.gates = from.merchandise.product.gates
}
