import { composeInput } from '../proof-check/composeInput.ts'
import { type LinesInput, toDeliveryInput, toValidationInput } from '../proof-check/toTargetInput.ts'
import { breakShape } from './breakShape.ts'
import { bendText, composeFuzzProof, type FuzzWorld } from './composeFuzzProof.ts'
import { composeHeavyInput, pickHeavyClass } from './composeHeavyInput.ts'
import { createDice, type Dice } from './createDice.ts'
import type { TargetName } from './targets.ts'

/** The keys of every config. */
export const FUZZ_KEYS = [
  { epoch: '5f3a9c01', key: '5f5d9d55e4a373634cd7af5a07392bda7215d1b23937a7f1f06d9567762fa444' },
  { epoch: '21b7e4d0', key: '1411adc2a842552a21205d053cf1e3b2b2fec161d58a3bc402498c4b69df15c6' },
] as const
const AMOUNTS = [
  '0',
  '0.00',
  '0.01',
  '0.05',
  '1',
  '9.99',
  '25.0',
  '19.999',
  '1234.5678',
  '99999999.99',
] as const
const STRANGE_AMOUNTS = [
  '',
  '-1',
  '1e3',
  '1.',
  '.5',
  '1.2.3',
  '999999999999999',
  '1000000000000000',
  '0.0000000000000001',
  '123456789012345.000',
  '0.00000000000000000000',
  '1.00000000000000000001',
  '00000000000000000000007.50',
] as const
const RATES = [
  '1.0',
  '1',
  '0.0067123456',
  '151.2345678901',
  '0.3071234567',
  '0',
  '999999.999999999',
  '0.0000393700787401574803',
  '151.2345678901234567890123456789',
  '123456789012345678.9',
  '1234567890123456789',
  '1'.repeat(65),
  '1.2.3',
  '.5',
  '-1',
  'x',
] as const
const CURRENCIES = ['USD', 'EUR', 'JPY', 'KWD', 'KRW', 'TND', 'CLF', 'UYW', 'ISK', 'BHD'] as const

const LANGUAGES = ['EN', 'DE', 'PT_BR', 'PT_PT', 'JA', 'PL', 'ZH_CN', '', 'en', 'x'.repeat(17), 5] as const
const TITLES = [
  'Varsity Jacket',
  'Camp “Mug” \u2028 \\ 梟 😀',
  'x'.repeat(1020),
  'é'.repeat(511),
  '',
  null,
  7,
  ['Mug'],
] as const
const NAMES = [
  'Night Owls',
  'Connect "and" \\ save',
  'Käuze \u2028 梟 😀',
  '',
  'o'.repeat(320),
  'o'.repeat(321),
  'é'.repeat(160),
  '"'.repeat(300),
  null,
  7,
  ['Owls'],
  { name: 'Owls' },
] as const

const HALF_PAIRS = [
  String.raw`\ud83d`,
  String.raw`\ude00`,
  String.raw`\ud83d\u0041`,
  String.raw`\ud83d\ude00\u00e9\u20AC`,
] as const

export type ComposeFuzzInputParameters = { seed: number; rank: number; target: TargetName }

export type FuzzInput = { input: unknown; kind: 'signed' | 'forged' | 'broken' }

/**
 * Compose one input of the fuzz run.
 *
 * A third has proofs with a valid MAC in contradictory surroundings, a third nearly valid proofs, a third parts of a
 * wrong shape. The same seed and rank give the same input.
 */
export function composeFuzzInput({ seed, rank, target }: ComposeFuzzInputParameters): FuzzInput {
  const dice = createDice(Math.imul(seed, 0x9e3779b1) ^ Math.imul(rank + 1, 0x85ebca6b))
  const kind = (['signed', 'forged', 'broken'] as const)[rank % 3] ?? 'signed'
  const world = createWorld(dice)
  const usual = dice.happens(1 / 150)
    ? composeHeavyInput(dice, pickHeavyClass(dice))
    : composeUsual(world, kind === 'forged')
  const input = shapeInput({ dice, input: usual, target })
  return { input: kind === 'broken' ? breakShape(dice, input) : input, kind }
}

function shapeInput({ dice, input, target }: { dice: Dice; input: LinesInput; target: TargetName }): unknown {
  if (target === 'lines') return input
  if (target === 'delivery') {
    const id = (i: number) => (dice.happens(0.97) ? `gid://shopify/CartDeliveryGroup/${i}` : 'x'.repeat(256))
    return toDeliveryInput({
      input,
      groups: Array.from({ length: dice.below(dice.happens(0.02) ? 400 : 4) }, (_, i) => id(i)),
    })
  }
  const steps = ['CHECKOUT_INTERACTION', 'CHECKOUT_COMPLETION', null, 'CART_INTERACTION', 'LATER'] as const
  const shaped = toValidationInput({
    input,
    step: dice.happens(0.8) ? (steps[dice.below(3)] ?? null) : dice.pick(steps),
    language: dice.pick(LANGUAGES),
    isInExclusiveCollection: () => dice.happens(0.04),
    titleOf: (rank) => (dice.happens(0.5) ? dice.pick<unknown>(TITLES) : `Product ${rank}`),
  })
  // As in a validation that a merchant added, or one that lost its metafield.
  return dice.happens(0.06) ? { ...shaped, validation: { proofConfig: null } } : shaped
}

function createWorld(dice: Dice): FuzzWorld {
  const pool = [
    1,
    2,
    9,
    10,
    35,
    36,
    82,
    1500,
    46655,
    36 ** 6 - 1,
    ...Array.from({ length: 12 }, () => dice.between(3, 99)),
  ]
  const gates = dice.some(
    [...new Set(pool)].sort((one, other) => one - other),
    dice.happens(0.5) ? 0.2 : 0.9,
  )
  return {
    dice,
    keys: FUZZ_KEYS,
    gates: gates.length > 0 ? gates : [82],
    profile: dice.below(8),
    customer: '7766554433221',
  }
}

function composeUsual(world: FuzzWorld, isForged: boolean): LinesInput {
  const { dice } = world
  const compose = (carrier: 'c' | 'l' | 'm') => {
    const text = composeFuzzProof(world, dice.happens(0.03) ? dice.pick(['c', 'l', 'm']) : carrier)
    return isForged && dice.happens(0.7) ? bendText(dice, text) : text
  }
  const lineProofs = Array.from({ length: dice.below(dice.happens(0.1) ? 12 : 3) }, () => compose('l'))
  const count = dice.happens(0.95)
    ? dice.below(8)
    : dice.happens(0.9)
      ? dice.below(40)
      : dice.between(150, 320)
  const currency = dice.pick(CURRENCIES)
  const lines = Array.from({ length: count }, (_, i) => composeFuzzLine(world, { i, lineProofs, currency }))
  const config = composeConfig(world)
  const input = composeInput({
    config: null,
    today: dice.happens(0.97) ? '20261125' : dice.pick(['20261124', '20261126', '2026112']),
    slot: dice.happens(0.9) ? 4 : dice.below(12),
    customer: dice.happens(0.8) ? world.customer : null,
    isAuthenticated: dice.happens(0.8),
    texts: { ...(dice.happens(0.7) && { c: compose('c') }), ...(dice.happens(0.3) && { m: compose('m') }) },
    lines,
    rate: dice.pick(RATES),
    discountClasses: dice.happens(0.8)
      ? ['PRODUCT', 'ORDER', 'SHIPPING']
      : dice.some(['ORDER', 'PRODUCT'], 0.5),
  })
  input.discount.proofConfig.value = isForged && dice.happens(0.2) ? bendText(dice, config) : config
  return input
}

type FuzzLineParameters = { i: number; lineProofs: readonly string[]; currency: string }

function composeFuzzLine(world: FuzzWorld, { i, lineProofs, currency }: FuzzLineParameters): unknown {
  const { dice } = world
  const proof = dice.happens(0.5) ? lineProofs[dice.below(lineProofs.length)] : undefined
  return {
    id: dice.happens(0.98)
      ? `gid://shopify/CartLine/${i}`
      : dice.pick(['', 'é'.repeat(120), 'x'.repeat(256), 7]),
    quantity: dice.happens(0.95)
      ? dice.between(1, 5)
      : dice.pick([0, -1, 1.5, 2 ** 31, 2 ** 31 - 1, 1e300, '2']),
    proof: proof === undefined ? null : { value: proof },
    cost: {
      amountPerQuantity: {
        amount: dice.happens(0.93) ? dice.pick(AMOUNTS) : dice.pick(STRANGE_AMOUNTS),
        currencyCode: dice.happens(0.98) ? currency : dice.pick(['usd', '', 'XXX', 'EURO']),
      },
    },
    merchandise: dice.happens(0.97)
      ? {
          __typename: 'ProductVariant',
          gates: composeMarks(world, 0.3),
          product: { isGiftCard: dice.happens(0.1), gates: composeMarks(world, 0.7) },
        }
      : { __typename: 'CustomProduct' },
  }
}

function composeNames(dice: Dice, gates: readonly number[]): unknown {
  if (dice.happens(0.03)) return dice.pick<unknown>([null, [], 'Owls', 5, { '': 'Owls' }])
  const named = dice.some(gates, dice.happens(0.5) ? 0.3 : 0.9)
  return Object.fromEntries(named.map((gate) => [gate.toString(36), dice.pick<unknown>(NAMES)]))
}

function composeMarks({ dice, gates }: FuzzWorld, probability: number): unknown {
  if (!dice.happens(probability)) return dice.happens(0.9) ? null : { value: dice.pick(['', null, 5, ' ']) }
  const text = dice
    .some(gates, dice.happens(0.7) ? 0.15 : 0.7)
    .map((gate) => gate.toString(36) + (dice.happens(0.2) ? '*' : ''))
  return { value: dice.happens(0.96) ? text.join(' ') : bendText(dice, text.join(' ')) }
}

function composeConfig({ dice, gates, profile }: FuzzWorld): string {
  const spell = (gate: number) => gate.toString(36)
  const hinder = () =>
    dice.happens(0.99) ? dice.some(gates, 0.15).map(spell) : dice.pick<unknown>([{}, ['2a*'], [[]], null])
  const config = {
    v: dice.happens(0.99) ? 1 : 2,
    ...(dice.happens(0.99) && { p: dice.happens(0.98) ? profile : dice.pick([8, null, '1', -1, 1.5]) }),
    k: dice.happens(0.97)
      ? FUZZ_KEYS.map(({ epoch, key }) => [epoch, key])
      : dice.pick([[], [[FUZZ_KEYS[0].epoch, '']], [FUZZ_KEYS[0]], {}]),
    x: dice.some(gates, 0.1).map((gate) => [spell(gate), dice.pick([1, 2, 4, 9, 4294967295])]),
    o: dice.happens(0.98) ? dice.some(gates, 0.1).map(spell) : dice.pick<unknown>([{}, ['2a*'], [[]], null]),
    a: dice.some(gates, 0.05).map((gate) => spell(gate) + (dice.happens(0.5) ? '*' : '')),
    ...(dice.happens(0.6) && { b: hinder(), h: hinder() }),
    ...(dice.happens(0.6) && { u: hinder(), e: hinder() }),
    ...(dice.happens(0.8) && { n: composeNames(dice, gates) }),
  }
  // JSON.stringify writes neither escaped letters nor single surrogates.
  return JSON.stringify(config).replace('Connect', () => dice.pick(['Connect', ...HALF_PAIRS]))
}
