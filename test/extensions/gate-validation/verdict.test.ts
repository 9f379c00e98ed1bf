import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { signBody } from '../gate-discount/composeFuzzProof.ts'
import {
  type ComposeInputParameters,
  type ComposeLineParameters,
  composeInput,
  composeLine,
} from '../proof-check/composeInput.ts'
import { createJudge } from '../proof-check/createJudge.ts'
import { loadProofVectors } from '../proof-check/loadProofVectors.ts'
import { toValidationInput } from '../proof-check/toTargetInput.ts'
import { type ReferenceReason, SENTENCES, writeReferenceSentence } from './referenceSentences.ts'

const { keys, config: vectorConfig } = await loadProofVectors()
const [key = { epoch: '', key: '' }] = keys
const config = { v: 1, k: vectorConfig.k, x: [], o: [] as string[], a: [] as string[] }
const JACKET = 'Varsity Jacket'
const say = (reason: ReferenceReason, title: unknown = JACKET, language = 'EN') =>
  writeReferenceSentence({ reason, title, language })
const NEEDS = say('needsToken')
const MANY = say('tooMany')
const LATER = say('notReady')
const OTHER = say('otherGate')
const UNNAMED = say('notReady', null)
const OWNED: BoughtLine = { productGates: '2a*' }
let judge: Awaited<ReturnType<typeof createJudge>>
let serial = 0

beforeAll(async () => {
  await buildFunctions()
  judge = await createJudge('validation')
}, 120_000)

function prove(carrier: 'c' | 'l' | 'm', entries = '2a:3:0:1:x', buyer = '0', until = '2026112505'): string {
  const grant = String(++serial).padStart(16, '0')
  return signBody(`p1~${carrier}~${key.epoch}~${until}~${buyer}~${grant}~${entries}`, key.key)
}

type BoughtLine = ComposeLineParameters & { isInCollection?: boolean; title?: unknown }
type BuyParameters = Omit<Partial<ComposeInputParameters>, 'lines'> & {
  lines?: BoughtLine[]
  step?: string | null
  language?: unknown
}

/** Return the messages that refuse a purchase. */
function buy(parameters: BuyParameters): string[] {
  const { lines = [OWNED], step = 'CHECKOUT_COMPLETION', language = 'EN', ...rest } = parameters
  const input = composeInput({ config, ...rest, lines: lines.map((line) => composeLine(line)) })
  return read(
    toValidationInput({
      ...{ input, step, language },
      isInExclusiveCollection: (rank) => lines[rank]?.isInCollection === true,
      titleOf: (rank) => (lines[rank] && 'title' in lines[rank] ? lines[rank].title : JACKET),
    }),
  )
}

function read(input: unknown): string[] {
  const operations = judge(input) as { validationAdd: { errors: { message: string; target: string }[] } }[]
  const errors = operations.flatMap(({ validationAdd }) => validationAdd.errors)
  expect(errors.every(({ target }) => target === '$.cart')).toBe(true)
  return errors.map(({ message }) => message)
}

describe('gate-validation judges', () => {
  test('default', () => {
    expect(buy({})).toEqual([NEEDS])
    expect(buy({ texts: { c: prove('c') } })).toEqual([])
  })

  test('behavior: each carrier opens, and the first with a valid entry decides', () => {
    expect(buy({ texts: { m: prove('m') } })).toEqual([])
    expect(buy({ lines: [{ ...OWNED, proof: prove('l') }] })).toEqual([])
    expect(buy({ texts: { m: prove('m', '2a:3:0:1:p2000'), c: prove('c') } })).toEqual([NEEDS])
  })

  test('behavior: the cart page shows no error, every other step does', () => {
    expect(buy({ step: 'CART_INTERACTION' })).toEqual([])
    for (const step of [null, 'CHECKOUT_INTERACTION', 'CHECKOUT_COMPLETION', 'SOMETHING_NEW'])
      expect(buy({ step })).toEqual([NEEDS])
  })

  test('behavior: one of several exclusive gates is enough, and other gates require nothing', () => {
    const texts = { c: prove('c') }
    expect(buy({ texts, lines: [{ productGates: '1* 2a* 3', variantGates: '9*' }] })).toEqual([])
    expect(buy({ lines: [{ productGates: '1 2a 3' }, {}] })).toEqual([])
    expect(buy({ texts, lines: [OWNED, { variantGates: '9*' }] })).toEqual([NEEDS])
  })

  test('behavior: a cap applies to the whole line and the whole cart, the lowest gate first', () => {
    const texts = { c: prove('c', '2a:3:3:1:x') }
    const units = (...quantities: number[]) => quantities.map((quantity) => ({ ...OWNED, quantity }))
    expect(buy({ texts, lines: units(2, 1) })).toEqual([])
    expect(buy({ texts, lines: units(2, 2) })).toEqual([MANY])
    expect(buy({ texts, lines: units(4) })).toEqual([MANY])
    const two = { c: prove('c', '1:1:1:0:x!2:1:1:0:x') }
    const both = { productGates: '1* 2*' }
    expect(buy({ texts: two, lines: [both, both] })).toEqual([])
    expect(buy({ texts: two, lines: [both, { productGates: '1*' }] })).toEqual([MANY])
    expect(buy({ texts: two, lines: [{ productGates: '1*' }, both] })).toEqual([])
  })

  test('behavior: the cap of an entry without access never refuses', () => {
    const texts = { c: prove('c', '2a:3:1:1:p2000!2b:3:0:1:x') }
    expect(buy({ texts, lines: [{ productGates: '2a 2b*', quantity: 9 }] })).toEqual([])
  })

  test('behavior: a lifted gate requires nothing, even beside an exclusive one', () => {
    const lifted = { ...config, o: ['1', '2a', 'zzzzzz'] }
    expect(buy({ config: lifted })).toEqual([])
    expect(buy({ config: lifted, lines: [{ productGates: '2a* zzzzzz*' }] })).toEqual([])
    expect(buy({ config: lifted, lines: [{ productGates: '2a* 2b*' }] })).toEqual([NEEDS])
    expect(buy({ config: lifted, texts: { c: prove('c') }, lines: [{ productGates: '2a* 2b*' }] })).toEqual([
      NEEDS,
    ])
  })

  test('behavior: an exclusive gate on all products closes every product', () => {
    const all = { ...config, a: ['1', '2a*'] }
    expect(buy({ config: all, lines: [{}] })).toEqual([NEEDS])
    expect(buy({ config: all, lines: [{}], texts: { c: prove('c') } })).toEqual([])
    expect(buy({ config: { ...all, o: ['2a'] }, lines: [{}] })).toEqual([])
    expect(buy({ config: { ...config, a: ['2a'] }, lines: [{}] })).toEqual([])
  })

  test('behavior: a product of an exclusive collection that carries another gate alone has its own sentence', () => {
    const inside = { isInCollection: true }
    expect(buy({ lines: [{ ...inside, productGates: '2b' }] })).toEqual([OTHER])
    expect(buy({ lines: [{ ...inside, variantGates: '2b 2c' }] })).toEqual([OTHER])
    // A proof for the other gate does not open the product.
    const priced = prove('c', '2b:3:0:1:p2000')
    expect(buy({ lines: [{ ...inside, productGates: '2b' }], texts: { c: priced } })).toEqual([OTHER])
    // With the mark of an exclusive gate the wallet is asked for, and outside of the collection nothing is.
    expect(buy({ lines: [{ ...inside, productGates: '2a* 2b' }] })).toEqual([NEEDS])
    expect(buy({ lines: [{ productGates: '2b' }] })).toEqual([])
    // Both kinds in one cart, in the order of its lines.
    expect(buy({ lines: [{ ...inside, productGates: '2b' }, inside] })).toEqual([OTHER, LATER])
  })

  test('behavior: a product of an exclusive collection without its mark counts as being prepared', () => {
    expect(buy({ lines: [{ isInCollection: true }] })).toEqual([LATER])
    expect(buy({ lines: [{ productGates: '2a', isInCollection: true }] })).toEqual([OTHER])
    const lifted = { ...config, o: ['5'] }
    expect(buy({ config: lifted, lines: [{ productGates: '5*', isInCollection: true }] })).toEqual([OTHER])
    expect(buy({ texts: { c: prove('c') }, lines: [{ ...OWNED, isInCollection: true }] })).toEqual([])
  })

  test('behavior: each reason appears once', () => {
    const lines = [OWNED, { productGates: '1*', quantity: 2 }, { isInCollection: true }, OWNED]
    expect(buy({ texts: { c: prove('c', '1:1:1:0:x') }, lines })).toEqual([NEEDS, MANY, LATER])
  })

  test('behavior: an empty cart, gift cards and custom products are judged like other lines', () => {
    expect(buy({ lines: [] })).toEqual([])
    expect(buy({ lines: [{ isGiftCard: true }] })).toEqual([])
    expect(buy({ lines: [{ ...OWNED, isGiftCard: true }] })).toEqual([NEEDS])
    const input = composeInput({ config: { ...config, a: ['2a*'] }, lines: [{}] })
    const custom = { quantity: 1, proof: null, merchandise: { __typename: 'CustomProduct' } }
    const cart = { ...input.cart, lines: [custom] }
    expect(read({ ...input, validation: input.discount, cart })).toEqual([])
  })

  test('behavior: each product is told with its own reason, at most five, in the order of the cart', () => {
    const line = (title: string, productGates = '2a*') => ({ title, productGates })
    expect(buy({ lines: [line('Mug'), line('Cap', '5*'), line('Mug')] })).toEqual([
      say('needsToken', 'Mug'),
      say('needsToken', 'Cap'),
    ])
    const many = Array.from({ length: 9 }, (_, i) => line(`Print ${i}`))
    expect(buy({ lines: many })).toEqual(many.slice(0, 5).map(({ title }) => say('needsToken', title)))
  })

  test('behavior: a title that is none, or too long, is told as a product in the cart', () => {
    for (const title of ['', null, 7, 'é'.repeat(511)])
      expect(buy({ lines: [{ ...OWNED, title }] })).toEqual([say('needsToken', null)])
    expect(say('needsToken', null)).toContain('A product in your cart is for token holders only.')
    const long = 'é'.repeat(510)
    expect(buy({ lines: [{ ...OWNED, title: long }] })).toEqual([say('needsToken', long)])
  })

  const HINDERED = { b: 'notBegun', h: 'paused', u: 'usedUp', e: 'ended' } as const
  test.each(Object.entries(HINDERED))('refuses: gates in %s as %s, in every language', (member, reason) => {
    for (const gate of ['2a', 'zzzzzz']) {
      const hindered = { ...config, [member]: ['1', gate] }
      const lines = [{ variantGates: `${gate}*` }]
      for (const language of Object.keys(SENTENCES))
        expect(buy({ config: hindered, lines, language: language.toUpperCase() })).toEqual([
          say(reason, JACKET, language),
        ])
      // Also if the gate is on all products.
      expect(buy({ config: { ...hindered, a: [`${gate}*`] }, lines: [{}] })).toEqual([say(reason)])
    }
  })

  test('behavior: of several gates the one that a wallet may open is named, else the most hopeful', () => {
    const both = { productGates: '2a* 2b*' }
    const told = (more: object) => buy({ config: { ...config, ...more }, lines: [both] })
    expect(told({ h: ['2a'] })).toEqual([NEEDS])
    expect(told({ h: ['2a'], e: ['2b'] })).toEqual([say('paused')])
    expect(told({ e: ['2a'], b: ['2b'] })).toEqual([say('notBegun')])
    // A lifted gate says nothing about the others, and one that is not exclusive does not count.
    expect(told({ o: ['2a'], u: ['2b'] })).toEqual([say('usedUp')])
    expect(buy({ config: { ...config, u: ['2a'] }, lines: [{ productGates: '2a* 2b' }] })).toEqual([
      say('usedUp'),
    ])
  })

  test('behavior: a list that is written twice counts as it is written last', () => {
    const twice = JSON.stringify({ ...config, h: ['2a'] }).replace(/}$/, ',"h":[]}')
    const input = composeInput({ config: null, lines: [composeLine(OWNED)] })
    input.discount.proofConfig.value = twice
    const shaped = toValidationInput({
      input,
      step: null,
      language: 'EN',
      isInExclusiveCollection: () => false,
    })
    expect(read(shaped)).toEqual([NEEDS])
  })

  test('behavior: every language, by Shopify’s code, has each of the other reasons', () => {
    const inside = { isInCollection: true }
    const lines = [OWNED, { productGates: '1*', quantity: 2 }, inside, { ...inside, productGates: '2b' }]
    const texts = { c: prove('c', '1:1:1:0:x') }
    const reasons = ['needsToken', 'tooMany', 'notReady', 'otherGate'] as const
    for (const language of Object.keys(SENTENCES))
      for (const code of [language, `${language}_XX`].map((name) => name.toUpperCase()))
        expect(buy({ texts, lines, language: code }), code).toEqual(
          reasons.map((reason) => say(reason, JACKET, language)),
        )
    for (const code of ['PL', 'ENX', 'E', '', 7, 'x'.repeat(17)])
      expect(buy({ language: code }), String(code)).toEqual([NEEDS])
  })

  test('behavior: 500 lines pass with one valid proof, and 500 wrong proofs are refused', () => {
    const lines = Array.from({ length: 500 }, () => OWNED)
    expect(buy({ lines, texts: { c: prove('c') } })).toEqual([])
    const wrong = lines.map((line) => ({ ...line, proof: `${prove('l').slice(0, -1)}x` }))
    expect(buy({ lines: wrong })).toEqual([NEEDS])
    expect(buy({ lines: wrong, texts: { c: prove('c') } })).toEqual([])
  })

  /** Return the messages of a validation without a config, such as one that a merchant added. */
  function buyAtForeign({ proofConfig = null as unknown, ...line }: BoughtLine & { proofConfig?: unknown }) {
    const input = composeInput({ config, texts: { c: prove('c') }, lines: [composeLine(line)] })
    const isInExclusiveCollection = () => line.isInCollection === true
    const shaped = toValidationInput({
      ...{ input, isInExclusiveCollection },
      step: 'CHECKOUT_COMPLETION',
      language: 'EN',
    })
    return read({ ...shaped, validation: { proofConfig } })
  }

  test('behavior: a validation without a config accepts products without an exclusive mark', () => {
    expect(buyAtForeign({})).toEqual([])
    expect(buyAtForeign({ productGates: '2a 15o', variantGates: '3' })).toEqual([])
  })

  test('refuses: products with an exclusive mark, in a validation without a config', () => {
    expect(buyAtForeign(OWNED)).toEqual([LATER])
    expect(buyAtForeign({ variantGates: '1 2a*' })).toEqual([LATER])
    expect(buyAtForeign({ isInCollection: true })).toEqual([LATER])
    expect(buyAtForeign({ isInCollection: true, productGates: '2a' })).toEqual([LATER])
    expect(buyAtForeign({ productGates: 'x'.repeat(81) })).toEqual([LATER])
  })

  test('refuses: every product if the config exists and cannot be read', () => {
    for (const proofConfig of [{ value: null }, { value: '' }, { value: '{}' }, {}, 7, 'x', []])
      expect(buyAtForeign({ proofConfig }), JSON.stringify(proofConfig)).toEqual([LATER])
    const input = composeInput({ config, lines: [composeLine({})] })
    for (const validation of [null, 7, [], 'x'])
      expect(read({ ...input, validation, cart: input.cart })).toEqual([UNNAMED])
  })

  test('refuses: an attribute of 130 kB by failing the run, which Shopify then refuses', () => {
    expect(() => buy({ texts: { c: 'x'.repeat(130_000) } })).toThrow('The input is')
    expect(buy({ texts: { c: 'x'.repeat(120_000) }, lines: [{ ...OWNED, proof: prove('l') }] })).toEqual([])
  })

  for (const [why, parameters] of [
    ['an expired proof', { texts: { c: prove('c', undefined, '0', '2026112504') } }],
    [
      'a proof of another customer',
      { texts: { c: prove('c', undefined, '77') }, customer: '78', isAuthenticated: true },
    ],
    ['a customer who is not signed in', { texts: { c: prove('c', undefined, '77') }, customer: '77' }],
    ['a forged proof', { texts: { c: `${prove('c').slice(0, -32)}${'0'.repeat(32)}` } }],
    ['a truncated proof', { texts: { c: prove('c').slice(0, -1) } }],
    ['a proof of another gate', { texts: { c: prove('c', '2b:3:0:1:x') } }],
    ['an old revision', { texts: { c: prove('c', '2a:1:0:1:x') }, config: { ...config, x: [['2a', 2]] } }],
    [
      'a missing epoch',
      { texts: { c: prove('c') }, config: { ...config, k: [keys[1] && [keys[1].epoch, keys[1].key]] } },
    ],
    ['an oversized proof', { texts: { c: `${prove('c')}${' '.repeat(1000)}` } }],
    ['a line’s proof in the attribute', { texts: { c: prove('l') } }],
    ['a price without access', { texts: { c: prove('c', '2a:3:0:1:p10000') } }],
  ] as const) {
    test(`refuses: ${why}`, () => {
      expect(buy(parameters as BuyParameters)).toEqual([NEEDS])
    })
  }

  for (const [why, broken] of [
    ['null', null],
    ['no key', { ...config, k: [['5f3a9c01', '']] }],
    ['another version', { ...config, v: 2 }],
    ['lifted gates that are not a list', { ...config, o: { '2a': 1 } }],
    ['a lifted gate with a star', { ...config, o: ['2a*'] }],
    ['paused gates that are not a list', { ...config, h: { '2a': 1 } }],
    ['an ended gate that is none', { ...config, e: ['2A'] }],
    ['invalid all-products gates', { ...config, a: ['2A'] }],
  ] as const) {
    test(`refuses: every product while the config is unreadable: ${why}`, () => {
      expect(buy({ config: broken, lines: [{}], texts: { c: prove('c') } })).toEqual([LATER])
    })
  }

  for (const [why, change] of [
    ['a missing cart', { cart: null }],
    ['lines that are not a list', { cart: { lines: {} } }],
    ['a line that is not an object', { cart: { lines: [7] } }],
    ['a line without merchandise', { cart: { lines: [{ merchandise: null }] } }],
    ['an unknown kind of merchandise', { cart: { lines: [{ merchandise: { __typename: 'Bundle' } }] } }],
    ['more lines than the limit', { cart: { lines: Array.from({ length: 1001 }, () => null) } }],
  ] as const) {
    test(`refuses: ${why}`, () => {
      const input = composeInput({ config, lines: [] })
      expect(read({ ...input, validation: input.discount, ...change })).toEqual([UNNAMED])
    })
  }

  for (const marks of [
    '2a *',
    '*',
    '2A*',
    ' 2a**',
    '2a*,',
    '02a*',
    'é*',
    `${'a'.repeat(80)}`,
    '2a* abcdefgh',
  ]) {
    test(`refuses: marks ${marks}, which no proof opens`, () => {
      const refused = buy({
        texts: { c: prove('c') },
        lines: [{ productGates: marks, isInCollection: true }],
      })
      expect(refused).toHaveLength(1)
    })
  }

  for (const gates of [{ value: 7 }, { value: null }, {}, 'x', 7, [], true, { value: 'x'.repeat(81) }]) {
    test(`refuses: an unreadable mark, ${JSON.stringify(gates)?.slice(0, 20)}`, () => {
      const line = { merchandise: { __typename: 'ProductVariant', gates, product: { gates: null } } }
      const input = composeInput({ config, lines: [] })
      expect(read({ ...input, validation: input.discount, cart: { lines: [line] } })).toEqual([UNNAMED])
    })
  }
})
