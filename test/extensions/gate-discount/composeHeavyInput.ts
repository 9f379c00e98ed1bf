import { composeInput } from '../proof-check/composeInput.ts'
import type { LinesInput } from '../proof-check/toTargetInput.ts'
import { bendText } from './composeFuzzProof.ts'
import { CONFIG_KINDS, type ConfigKind, composeHeavyConfig } from './composeHeavyConfig.ts'
import { composeHeavyProofs, TEXTS_KINDS, type TextsKind } from './composeHeavyProofs.ts'
import type { Dice } from './createDice.ts'

export const MARKS_KINDS = ['one', 'starred', 'mixed', 'two', 'three', 'six', 'blank', 'any'] as const
export type MarksKind = (typeof MARKS_KINDS)[number]
export const MONEY_KINDS = ['ties', 'zero', 'long', 'fixed', 'capped', 'orders'] as const
export type MoneyKind = (typeof MONEY_KINDS)[number]

export type HeavyClass = {
  marks: MarksKind
  texts: TextsKind
  config: ConfigKind
  money: MoneyKind
  configBytes: number
  lineCount: number
  /** Some marks, amounts and parts of the config are corrupted. */
  isBent: boolean
}

const CUSTOMER = '77665544332211009988'
const KEYS = [
  { epoch: '5f3a9c01', key: '5f5d9d55e4a373634cd7af5a07392bda7215d1b23937a7f1f06d9567762fa444' },
  { epoch: '21b7e4d0', key: '1411adc2a842552a21205d053cf1e3b2b2fec161d58a3bc402498c4b69df15c6' },
  { epoch: '00c0ffee', key: 'ab1c5ed5d807aa9812835b01243185be550c7dc372be5d7480deb1fe9bdc06a7' },
] as const
const LEAST_GATE = {
  one: 1,
  starred: 1,
  mixed: 1,
  two: 36,
  three: 36 ** 2,
  six: 36 ** 5,
  blank: 1,
  any: 1,
} as const
const PRODUCT_BYTES = 80
const VARIANT_BYTES = 60

/** Pick a class of heavy inputs, mostly of 200 lines. */
export function pickHeavyClass(dice: Dice): HeavyClass {
  return {
    marks: dice.pick(MARKS_KINDS),
    texts: dice.pick(TEXTS_KINDS),
    config: dice.pick(CONFIG_KINDS),
    money: dice.pick(MONEY_KINDS),
    configBytes: 9_500,
    lineCount: dice.happens(0.9) ? 200 : dice.between(201, 500),
    isBent: dice.happens(0.4),
  }
}

/** Compose a cart that causes the most work: 8 texts, long marks on every line, a full config. */
export function composeHeavyInput(dice: Dice, heavy: HeavyClass): LinesInput {
  const profile = dice.below(8)
  const least = LEAST_GATE[heavy.marks]
  // Every third step skips a gate, which no proof opens.
  const gates = Array.from({ length: 56 }, (_, i) => least + i + Math.floor(i / 3))
  const { money } = heavy
  const bend = (text: string, probability: number) =>
    heavy.isBent && dice.happens(probability) ? bendText(dice, text) : text
  const proofs = composeHeavyProofs({
    ...{ dice, keys: KEYS, gates, profile, customer: CUSTOMER, kind: heavy.texts },
    composeReaction: (rank) => composeReaction(money, rank),
    isLongest: money === 'capped',
  })
  const currency = money === 'orders' ? 'JPY' : 'CLF'
  const lines = Array.from({ length: heavy.lineCount }, (_, i) => ({
    id: `gid://shopify/CartLine/${i}`,
    quantity: dice.between(1, 9),
    proof: { value: proofs.l[i % proofs.l.length] },
    cost: {
      amountPerQuantity: {
        amount: bend(composeAmount(dice, money), 0.1),
        // Only the last line has a valid currency.
        currencyCode: i === heavy.lineCount - 1 ? currency : 'usd',
      },
    },
    merchandise: {
      __typename: 'ProductVariant',
      gates: { value: bend(composeMarks({ dice, kind: heavy.marks, gates, bytes: VARIANT_BYTES }), 0.3) },
      product: {
        isGiftCard: money === 'orders' && i % 3 === 0,
        gates: { value: bend(composeMarks({ dice, kind: heavy.marks, gates, bytes: PRODUCT_BYTES }), 0.3) },
      },
    },
  }))
  const input = composeInput({
    ...{ config: null, customer: CUSTOMER, isAuthenticated: true, texts: { c: proofs.c, m: proofs.m } },
    ...{ lines, rate: '0.3071234567' },
  })
  const config = composeHeavyConfig({
    ...{ kind: heavy.config, keys: KEYS, profile, firstGate: least, bytes: heavy.configBytes },
  })
  input.discount.proofConfig.value = bend(config, 0.3)
  return input
}

function composeReaction(money: MoneyKind, rank: number): string {
  if (money === 'fixed' || money === 'capped')
    return rank % 2 === 0 ? `f${1_000_000 + rank}` : `p${9_999 - rank}`
  if (money === 'orders') return ['p1000', `q${1_000 + rank}`, `r${900_000 + rank}`][rank % 3] ?? 's'
  return `p${100 + rank}`
}

function composeAmount(dice: Dice, money: MoneyKind): string {
  if (money === 'zero') return '0'
  if (money === 'long') return `${dice.between(1, 9)}.${'0'.repeat(30)}`
  if (money === 'ties') return `0.00${dice.between(10, 99)}`
  return `${dice.between(1, 9_999_999)}.${dice.between(10, 99)}`
}

type ComposeMarksParameters = { dice: Dice; kind: MarksKind; gates: readonly number[]; bytes: number }

// Fills the bytes as far as whole gates fit; some of the gates are not open.
function composeMarks({ dice, kind, gates, bytes }: ComposeMarksParameters): string {
  if (kind === 'blank') return ' '.repeat(bytes)
  const last = (gates.at(-1) ?? 1) + 4
  const first = gates[0] ?? 1
  const most = kind === 'one' || kind === 'starred' || kind === 'mixed' ? 35 : last
  let text = ''
  for (let i = dice.below(2); ; i++) {
    const gate = dice.between(first, most)
    const spelled = kind === 'mixed' && i % 2 === 0 ? gate + 35 : gate
    const isStarred = kind === 'any' ? dice.happens(0.3) : kind === 'starred' && i % 2 === 0
    const longer = `${text}${text && ' '}${spelled.toString(36)}${isStarred ? '*' : ''}`
    if (longer.length > bytes) return text
    text = longer
  }
}
