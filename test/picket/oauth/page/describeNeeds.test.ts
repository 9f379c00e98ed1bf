import { describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../../../app/core/chain/types.ts'
import type { FlatRequirement } from '../../../../app/core/flatRequirement/types.ts'
import { formatTokenNames } from '../../../../app/picket/oauth/formatTokenNames.ts'
import { chooseWords } from '../../../../app/picket/oauth/page/chooseWords.ts'
import { describeNeeds } from '../../../../app/picket/oauth/page/describeNeeds.ts'

const OWLS = '0xABcdEFabcdefABCDefabcdefabcdefABCDEF0001'
const nothing: FlatRequirement = {
  contractAddress: null,
  minTokenBalance: null,
  allowedWallets: null,
  tokenIds: [],
  collection: [],
  creatorAddress: null,
}
const say = (...flats: Partial<FlatRequirement>[]) =>
  describeNeeds({
    projectName: 'Harbor',
    speech: chooseWords('en'),
    requirements: flats.map((flat) => ({ chain: 'ethereum' as ChainSlug, flat: { ...nothing, ...flat } })),
  }).map((pieces) => pieces.map(({ text }) => text).join(''))

describe('describeNeeds', () => {
  test.each<[Partial<FlatRequirement>, string]>([
    [{ contractAddress: OWLS }, 'Any amount of 0xABcd…0001 on Ethereum'],
    [{ contractAddress: OWLS, minTokenBalance: '0.0' }, 'Any amount of 0xABcd…0001 on Ethereum'],
    [{ contractAddress: OWLS, minTokenBalance: '1000000.5' }, 'At least 1,000,000.5 0xABcd…0001 on Ethereum'],
    [{ allowedWallets: ['0x1'] }, 'A place on Harbor’s list'],
    [
      { contractAddress: OWLS, minTokenBalance: '2', allowedWallets: ['0x1'] },
      'At least 2 0xABcd…0001 on Ethereum, or a place on Harbor’s list',
    ],
    [
      { contractAddress: OWLS, tokenIds: ['1', '2', '3'], minTokenBalance: '2' },
      'At least 2 0xABcd…0001 #1, 0xABcd…0001 #2, or 0xABcd…0001 #3 on Ethereum',
    ],
  ])('default: %j', (flat, sentence) => {
    expect(say(flat)).toEqual([sentence])
  })

  test('behavior: each requirement has one sentence, and equal ones are merged', () => {
    const owls = { contractAddress: OWLS, minTokenBalance: '2' }
    expect(say(owls, owls)).toHaveLength(1)
    expect(say(owls, { ...owls, minTokenBalance: '3' })).toHaveLength(2)
    expect(say()).toEqual([])
  })

  test.each([
    [
      'de',
      'Mindestens 2.500,5 0xABcd…0001 #1 oder 0xABcd…0001 #2 auf Ethereum oder einen Platz auf der Liste von Harbor',
    ],
    ['ja', 'Ethereumの0xABcd…0001 #1または0xABcd…0001 #2を2,500.5以上、またはHarborのリストへの登録'],
  ] as const)('behavior: a sentence has its language’s order, numbers and “or”: %s', (language, sentence) => {
    const flat = {
      ...nothing,
      contractAddress: OWLS,
      tokenIds: ['1', '2'],
      minTokenBalance: '2500.5',
      allowedWallets: ['0x1'],
    }
    const requirements = [{ chain: 'ethereum' as ChainSlug, flat }]
    const [pieces = []] = describeNeeds({
      projectName: 'Harbor',
      requirements,
      speech: chooseWords(language),
    })
    expect(
      pieces
        .map(({ text }) => text)
        .join('')
        .replaceAll(' または ', 'または'),
    ).toBe(sentence)
  })

  test('behavior: each token has the key under which its name is sent', () => {
    const [pieces = []] = describeNeeds({
      projectName: 'Harbor',
      speech: chooseWords('en'),
      requirements: [
        { chain: 'polygon' as ChainSlug, flat: { ...nothing, contractAddress: OWLS, tokenIds: ['7'] } },
      ],
    })
    const keys = pieces.flatMap((piece) => (piece.kind === 'token' ? [piece.key] : []))
    const description = { kind: 'erc1155', name: 'Tide Passes', symbol: 'TIDE' } as const
    const names = formatTokenNames([{ chain: 'polygon', id: `${OWLS}:7`, description }])
    expect(names).toEqual({ [keys[0] ?? '']: 'Tide Passes #7' })
  })
})

describe('formatTokenNames', () => {
  test.each([
    [{ kind: 'erc20', name: 'Harbor Coin', symbol: 'HRBR', decimals: 18 }, { 'ethereum/0xc': 'HRBR' }],
    [{ kind: 'erc20', name: 'Harbor Coin', symbol: '', decimals: 18 }, { 'ethereum/0xc': 'Harbor Coin' }],
    [{ kind: 'erc721', name: 'Night Owls', symbol: 'OWL' }, { 'ethereum/0xc': 'Night Owls' }],
    [{ kind: 'erc721', name: '', symbol: '' }, {}],
    [{ kind: 'unknown', reason: 'no-code' }, {}],
  ] as const)('default: %j', (description, names) => {
    expect(formatTokenNames([{ chain: 'ethereum', id: '0xC', description }])).toEqual(names)
  })
})
