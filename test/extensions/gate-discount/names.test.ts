import { beforeAll, describe, expect, test } from 'vitest'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { composeInput, composeLine } from '../proof-check/composeInput.ts'
import { createJudge } from '../proof-check/createJudge.ts'
import { loadProofVectors } from '../proof-check/loadProofVectors.ts'
import { toDeliveryInput } from '../proof-check/toTargetInput.ts'
import { signBody } from './composeFuzzProof.ts'

const { keys, config: vectorConfig } = await loadProofVectors()
const [key = { epoch: '', key: '' }] = keys
let judgeLines: Awaited<ReturnType<typeof createJudge>>
let judgeDeliveries: Awaited<ReturnType<typeof createJudge>>

beforeAll(async () => {
  await buildFunctions()
  judgeLines = await createJudge('lines')
  judgeDeliveries = await createJudge('delivery')
}, 120_000)

type CartParameters = {
  entries: string
  names: unknown
  gates?: readonly string[]
  /** Changes the config's text. */
  rewrite?: (config: string) => string
}

function composeCart({ entries, names, gates = ['1', '2'], rewrite = (text) => text }: CartParameters) {
  const config = { ...vectorConfig, x: [], a: [], n: names }
  const lines = gates.map((productGates, i) => composeLine({ id: `${i}`, productGates }))
  const c = signBody(`p1~c~${key.epoch}~2026112505~0~00112233445566aa~${entries}`, key.key)
  const input = composeInput({
    config,
    texts: { c },
    lines,
    discountClasses: ['PRODUCT', 'ORDER', 'SHIPPING'],
  })
  input.discount.proofConfig.value = rewrite(JSON.stringify(config))
  return input
}

type Candidates = { candidates: { message?: string }[] }

/** The message of each candidate, in order. */
function messagesOf(operations: unknown[]): (string | undefined)[] {
  return operations
    .flatMap((operation) => Object.values(operation as Record<string, Candidates>))
    .flatMap(({ candidates }) => candidates.map(({ message }) => message))
}
const buy = (parameters: CartParameters) => messagesOf(judgeLines(composeCart(parameters)))
const PRICES = '1:1:0:1:p2000!2:1:0:1:f5000'

describe('gate-discount tells shoppers the name of each discount', () => {
  test('default: each price has the name of its gate', () => {
    expect(buy({ entries: PRICES, names: { '1': 'Night Owls', '2': 'Early birds' } })).toEqual([
      'Night Owls',
      'Early birds',
    ])
  })

  test('default: an order discount and free shipping have names too', () => {
    const names = { '1': 'Night Owls', '2': 'Early birds' }
    expect(buy({ entries: '1:1:0:1:q500!2:1:0:1:r5000', names })).toEqual(['Night Owls', 'Early birds'])
    const cart = composeCart({ entries: '1:1:0:1:s!2:1:0:1:s', names, gates: ['', '2'] })
    const groups = ['gid://shopify/CartDeliveryGroup/0']
    expect(messagesOf(judgeDeliveries(toDeliveryInput({ input: cart, groups })))).toEqual(['Early birds'])
  })

  test('behavior: two gates may have one name, and a gate without a name has none', () => {
    expect(buy({ entries: PRICES, names: { '1': 'Owls', '2': 'Owls' } })).toEqual(['Owls', 'Owls'])
    expect(buy({ entries: PRICES, names: { '2': 'Owls', '3': 'Birds' } })).toEqual([undefined, 'Owls'])
  })

  test('behavior: a name reaches the shopper letter by letter, however Shopify writes the config', () => {
    const name = 'Käuze "&" \\ 梟 😀'
    const toEscapes = (text: string) =>
      text.replace(/[^ -~]|&/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    for (const rewrite of [
      (text: string) => text,
      toEscapes,
      (text: string) => text.replaceAll(':', ' : '),
    ]) {
      expect(buy({ entries: '1:1:0:1:p2000', names: { '1': name }, rewrite })).toEqual([name])
    }
  })

  test.each([
    ['no names', undefined],
    ['names that are no object', ['Owls']],
    ['an empty name', { '1': '' }],
    ['a number', { '1': 5 }],
    ['too long a name', { '1': 'o'.repeat(321) }],
    ['half a surrogate pair', { '1': '\ud83d' }],
    ['a name of another gate', { '11': 'Owls', '01': 'Owls', ' 1': 'Owls', '1 ': 'Owls' }],
  ])('refuses: %s, and the price stays', (_, names) => {
    expect(buy({ entries: '1:1:0:1:p2000', names })).toEqual([undefined])
  })

  test('behavior: where the output has no room, the price is given without its name', () => {
    const gates = Array.from({ length: 199 }, () => '1')
    const input = composeCart({
      entries: PRICES,
      names: { '1': 'o'.repeat(80), '2': 'Owls' },
      gates: [...gates, '2'],
    })
    const text = (i: number) => `gid://shopify/CartLine/00000000-0000-0000-0000-${String(i).padStart(3, '0')}`
    const lines = input.cart.lines.map((line: unknown, i: number) => ({ ...(line as object), id: text(i) }))
    const operations = judgeLines({ ...input, cart: { ...input.cart, lines } })
    expect(JSON.stringify({ operations }).length).toBeLessThan(20_000)
    expect(messagesOf(operations)[0]).toBeUndefined()
  })
})
