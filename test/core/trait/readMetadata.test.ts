import { describe, expect, test } from 'vitest'
import { createTraitCounter } from '../../../app/core/trait/createTraitCounter.ts'
import { listSetIds, parseIdSet } from '../../../app/core/trait/idSet.ts'
import { MAX_TRAIT_TOKENS } from '../../../app/core/trait/limits.ts'
import { readMetadata } from '../../../app/core/trait/readMetadata.ts'

/** What a file says, as `Fur: Gold` → ids. */
function count(text: string): Record<string, string[]> | string | null {
  const tokens = readMetadata(text)
  if (typeof tokens === 'string') return tokens
  const counter = createTraitCounter()
  for (const token of tokens) counter.add(token)
  const counted = counter.finish()
  return (
    counted &&
    Object.fromEntries(
      counted.traits.flatMap(({ trait, values }) =>
        values.map(({ value, ids }) => {
          const set = parseIdSet(ids)
          return [`${trait}: ${value}`, set ? listSetIds(set).map(String) : []]
        }),
      ),
    )
  )
}

const FURS = { 'Fur: Gold': ['7'], 'Fur: Grey': ['3', '9'], 'Hat: Crown': ['9'] }
const attributes = (fur: string, hat?: string) => [
  { trait_type: 'Fur', value: fur },
  ...(hat ? [{ trait_type: 'Hat', value: hat }] : []),
]

describe('default: the same traits in', () => {
  test.each([
    [
      'JSON by id',
      {
        3: { attributes: attributes('Grey') },
        7: { attributes: attributes('Gold') },
        9: { attributes: attributes('Grey', 'Crown') },
      },
    ],
    [
      'a list with token ids',
      [
        { tokenId: 3, attributes: attributes('Grey') },
        { tokenId: '7', attributes: attributes('Gold') },
        { tokenId: 9, attributes: attributes('Grey', 'Crown') },
      ],
    ],
    [
      'a list of an API, with identifiers and the metadata inside',
      [
        { identifier: '3', metadata: { attributes: attributes('Grey') } },
        { identifier: '0x7', metadata: { attributes: attributes('Gold') } },
        { identifier: '0x0009', metadata: { attributes: attributes('Grey', 'Crown') } },
      ],
    ],
    [
      'JSON by id in hexadecimal digits',
      {
        '0x3': { attributes: attributes('Grey') },
        '0x07': { attributes: attributes('Gold') },
        '0x9': { attributes: attributes('Grey', 'Crown') },
      },
    ],
    [
      'a list inside an object, with traits as an object',
      {
        name: 'Owls',
        tokens: [
          { id: 3, traits: { Fur: 'Grey' } },
          { id: 7, traits: { Fur: 'Gold' } },
          { id: 9, traits: { Fur: 'Grey', Hat: 'Crown' } },
        ],
      },
    ],
  ])('%s', (_, value) => {
    expect(count(JSON.stringify(value))).toEqual(FURS)
  })

  test.each([
    ['a table', 'id,Fur,Hat\n3,Grey,\n7,Gold,\n9,Grey,Crown\n'],
    [
      'a table with quotes and other ends',
      'Token_ID;"Fur";Hat\r\n3;"Grey";\r\n\r\n7;Gold;\r\n9;Grey;"Crown"',
    ],
  ])('%s', (_, text) => {
    expect(count(text)).toEqual(FURS)
  })
})

test('refuses: the address of a contract as an id', () => {
  const token = `0x${'ab'.repeat(20)}`
  expect(count(JSON.stringify([{ token, attributes: attributes('Gold') }]))).toBe('metadata-no-ids')
  expect(count(JSON.stringify([{ token, id: 7, attributes: attributes('Gold') }]))).toEqual({
    'Fur: Gold': ['7'],
  })
})

test('behavior: of more than a hundred traits the first hundred are kept, and the others are named', () => {
  const counter = createTraitCounter()
  const [token] = readMetadata(
    JSON.stringify({
      1: { traits: Object.fromEntries(Array.from({ length: 103 }, (_, i) => [`T${i}`, 'x'])) },
    }),
  )
  if (typeof token !== 'object') throw new Error('There is no token.')
  counter.add(token)
  expect(counter.finish()).toMatchObject({ leftOut: ['T100', 'T101', 'T102'] })
  expect(counter.finish()?.traits).toHaveLength(100)
})

test('behavior: HTML stays text, and values that nobody could choose are left out', () => {
  const odd = [
    { trait_type: 'Fur', value: '<img src=x onerror=alert(1)>' },
    { trait_type: 'Fur', value: 'x'.repeat(101) },
  ]
  const more = [
    { trait_type: 'Fur' },
    { value: 'Gold' },
    { trait_type: 'A\u202eB', value: '1' },
    'Gold',
    null,
  ]
  expect(count(JSON.stringify([{ id: 1, attributes: [...odd, ...more] }]))).toEqual({
    'Fur: <img src=x onerror=alert(1)>': ['1'],
  })
})

test('behavior: numbers and yes or no are values, and a token that comes twice counts as it came last', () => {
  const tokens = [
    {
      id: 1,
      attributes: [
        { trait_type: 'Level', value: 3 },
        { trait_type: 'Rare', value: true },
      ],
    },
    { id: 1, attributes: [{ trait_type: 'Level', value: 4 }] },
  ]
  expect(count(JSON.stringify(tokens))).toEqual({ 'Level: 4': ['1'] })
})

test('behavior: a trait of which nearly every token has a value of its own is left out, and named', () => {
  const counter = createTraitCounter()
  for (let id = 0; id < 600; id++)
    counter.add({
      id: BigInt(id),
      name: null,
      traits: [
        { trait: 'Name', value: `Owl ${id}` },
        { trait: 'Fur', value: id % 2 ? 'Gold' : 'Grey' },
      ],
    })
  expect(counter.finish()).toMatchObject({ tokens: 600, leftOut: ['Name'], traits: [{ trait: 'Fur' }] })
})

test.each([
  ['', 'metadata-unreadable'],
  ['no table at all', 'metadata-unreadable'],
  ['{"1": {', 'metadata-unreadable'],
  ['[]', 'metadata-no-tokens'],
  ['{"name":"Owls"}', 'metadata-no-tokens'],
  ['[{"attributes":[]}]', 'metadata-no-ids'],
  ['[{"id":"first"}]', 'metadata-no-ids'],
  // JSON would round it to 90071992547409940.
  ['[{"id":90071992547409941}]', 'metadata-no-ids'],
  ['Fur,Hat\nGold,Crown', 'metadata-no-ids'],
  ['id,Fur\nfirst,Gold', 'metadata-no-ids'],
])('refuses: %j as %s', (text, issue) => {
  expect(count(text)).toBe(issue)
})

test('refuses: more than 100,000 tokens, and ids that are too far apart', () => {
  const many = Array.from({ length: MAX_TRAIT_TOKENS + 1 }, (_, id) => ({ id }))
  expect(count(JSON.stringify(many))).toBe('metadata-too-many')
  expect(count(JSON.stringify([{ id: 1 }, { id: '99999999999' }]))).toBeNull()
})

test('default: tokens have their own names, from JSON, a list of an API and a column', () => {
  const names = (text: string) => {
    const tokens = readMetadata(text)
    return typeof tokens === 'string' ? tokens : tokens.map(({ id, name }) => `${id} ${name}`)
  }
  expect(names(JSON.stringify({ 7: { name: 'Owl of Seven' }, 8: {}, 9: { name: '\u202eliwO' } }))).toEqual([
    '7 Owl of Seven',
    '8 null',
    '9 null',
  ])
  expect(names(JSON.stringify([{ tokenId: '0x7', metadata: { name: 'Owl' } }]))).toEqual(['7 Owl'])
  expect(names('id,Name,Fur\n7,Owl of Seven,Gold\n8,,Grey\n')).toEqual(['7 Owl of Seven', '8 null'])
})
