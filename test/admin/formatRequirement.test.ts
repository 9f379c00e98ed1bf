import { describe, expect, test } from 'vitest'
import { formatPlain } from '../../app/admin/formatPlain.ts'
import { formatNeeds, formatRequirement } from '../../app/admin/formatRequirement.ts'
import type { NeedCard, NeedGroup } from '../../app/admin/needs.ts'
import type { Requirement } from '../../app/core/requirement/types.ts'
import { makeGate } from '../fakes/fakeContext.ts'
import { banned, coins, friends, needs, owls, passes } from './sampleCards.ts'

const say = (root: NeedGroup, most?: number) =>
  formatPlain(formatNeeds({ root, ...(most === undefined ? {} : { most }) }))
const sayOne = (card: NeedCard) => say(needs('all', [card]))

describe('formatNeeds', () => {
  test('default: the amount, the collection and the chain are strong', () => {
    const sentence = formatNeeds({ root: needs('all', [owls]) })
    expect(formatPlain(sentence)).toBe('Holds at least 2 of Night Owls on Ethereum')
    expect(sentence.filter((piece) => piece.isStrong).map((piece) => piece.text)).toEqual([
      'at least 2',
      'Night Owls',
      'Ethereum',
    ])
  })

  test('behavior: a coin is named by its symbol, and its digits are grouped', () => {
    expect(sayOne(coins)).toBe('Holds at least 1,250.5 HRBR on Ethereum')
    expect(sayOne({ ...coins, kind: 'native', name: 'ETH', symbol: 'ETH', minimum: '0.5' })).toBe(
      'Holds at least 0.5 ETH on Ethereum',
    )
  })

  test.each([
    [{ ...owls, minimum: '1', maximum: '5' }, 'Holds between 1 and 5 of Night Owls on Ethereum'],
    [{ ...owls, maximum: '2' }, 'Holds exactly 2 of Night Owls on Ethereum'],
    [{ ...coins, isAnyAmount: true }, 'Holds any amount of HRBR on Ethereum'],
    [{ ...coins, isAnyAmount: true, maximum: '5' }, 'Holds some, but no more than 5 HRBR on Ethereum'],
    [{ ...passes, per_id: true as const }, 'Holds at least 3 each of Tide Passes #1 and #7 on Polygon'],
    [{ ...owls, kind: 'creator' as const, name: 'Ada' }, 'Holds at least 2 of NFTs by Ada on Ethereum'],
  ])('behavior: the sentence for %o', (card, sentence) => {
    expect(sayOne(card)).toBe(sentence)
  })

  test.each([
    [['1'], 'Tide Passes #1'],
    [['1', '7'], 'Tide Passes #1 or #7'],
    [['1', '2', '3'], 'Tide Passes #1, #2 or #3'],
    [['1', '2', '3', '4', '5'], 'Tide Passes #1, #2, #3 or 2 more'],
    [['123456789012345'], 'Tide Passes #1234…345'],
    [['10000-19999'], 'Tide Passes #10000–19999'],
  ])('behavior: the items %j are named', (token_ids, name) => {
    expect(sayOne({ ...passes, token_ids })).toBe(`Holds at least 3 of ${name} on Polygon`)
  })

  test.each([
    ['all', 'and'],
    ['any', 'or'],
  ] as const)('behavior: "%s" joins its conditions with "%s"', (kind, word) => {
    expect(say(needs(kind, [owls, coins]))).toBe(
      `Holds at least 2 of Night Owls on Ethereum ${word} at least 1,250.5 HRBR on Ethereum`,
    )
    expect(say(needs(kind, [owls, coins, passes]))).toContain(`HRBR on Ethereum ${word} at least 3`)
  })

  test('behavior: lists are named, and a repeated verb is said once', () => {
    expect(say(needs('any', [owls, coins, friends]))).toBe(
      'Holds at least 2 of Night Owls on Ethereum, at least 1,250.5 HRBR on Ethereum or is on the list Friends',
    )
    expect(say(needs('all', [banned, owls]))).toBe(
      'Is not on the list Resellers and holds at least 2 of Night Owls on Ethereum',
    )
  })

  test('behavior: the outermost group has its words in front', () => {
    expect(say(needs('atLeast', [owls, coins, friends], 2))).toBe(
      'At least 2 of these: holds at least 2 of Night Owls on Ethereum, at least 1,250.5 HRBR on Ethereum and is on the list Friends',
    )
    expect(say(needs('none', [owls, coins]))).toBe(
      'None of: holds at least 2 of Night Owls on Ethereum or at least 1,250.5 HRBR on Ethereum',
    )
    expect(say(needs('none', [owls]))).toBe('Does not hold at least 2 of Night Owls on Ethereum')
    expect(say(needs('none', [friends]))).toBe('Is not on the list Friends')
  })

  test.each([
    ['staked', 'Has not staked at least 2 of Night Owls on Ethereum'],
    ['membership', 'Does not have a valid Night Owls on Ethereum'],
    ['rental', 'Does not rent at least 2 of Night Owls on Ethereum'],
    ['event', 'Does not hold POAPs, at least 2 of Night Owls on Ethereum'],
    ['safe', 'Is not an owner of Night Owls on Ethereum'],
    ['score', 'Does not have at least 2 of Night Owls on Ethereum'],
  ] as const)('behavior: the opposite of the question %s', (preset, sentence) => {
    const minimum = preset === 'membership' || preset === 'safe' ? '1' : '2'
    expect(say(needs('none', [{ ...owls, kind: 'call', preset, minimum }]))).toBe(sentence)
  })

  test('behavior: nested groups are in brackets', () => {
    const tree = needs('all', [
      owls,
      needs('any', [coins, needs('atLeast', [friends, passes], 1)]),
      needs('none', [banned]),
      needs('none', [coins, passes]),
    ])
    expect(say(tree)).toBe(
      'Holds at least 2 of Night Owls on Ethereum, ' +
        '(holds at least 1,250.5 HRBR on Ethereum or at least 1 of (is on the list Friends and holds at least 3 of Tide Passes #1 or #7 on Polygon)), ' +
        'is on the list Resellers and ' +
        'none of (holds at least 1,250.5 HRBR on Ethereum or at least 3 of Tide Passes #1 or #7 on Polygon)',
    )
  })

  test('behavior: conditions beyond the maximum are counted, also in nested groups', () => {
    expect(say(needs('any', [owls, coins, passes]), 1)).toBe(
      'Holds at least 2 of Night Owls on Ethereum or 2 more conditions',
    )
    expect(say(needs('all', [owls, needs('any', [coins])]), 1)).toBe(
      'Holds at least 2 of Night Owls on Ethereum and 1 more condition',
    )
    expect(say(needs('all', [needs('any', [owls, coins, passes]), friends, banned]), 2)).toBe(
      '(holds at least 2 of Night Owls on Ethereum, at least 1,250.5 HRBR on Ethereum or 1 more condition) and 2 more conditions',
    )
  })

  test('behavior: a token without a name is shown by its shortened contract', () => {
    expect(sayOne({ ...owls, name: ' ', symbol: '' })).toBe('Holds at least 2 of 0x2222…2222 on Ethereum')
  })

  test('behavior: an empty requirement has no text', () => {
    expect(say(needs('all', []))).toBe('')
  })
})

describe('formatRequirement', () => {
  const { requirement } = makeGate()
  const sayAll = (over: Partial<Requirement>) =>
    formatPlain(formatRequirement({ requirement: { ...requirement, ...over } }))

  test('default', () => {
    expect(sayAll({})).toBe('Holds at least 2 of Night Owls on Ethereum')
  })

  test('behavior: a holding time or a snapshot is added', () => {
    expect(sayAll({ heldForBlocks: 7200 })).toBe(
      'Holds at least 2 of Night Owls on Ethereum, now and 7,200 blocks ago',
    )
    expect(sayAll({ heldForHours: 168 })).toBe(
      'Holds at least 2 of Night Owls on Ethereum, now and 7 days ago',
    )
    expect(sayAll({ heldForHours: 1 })).toContain('and 1 hour ago')
    const [condition] =
      'of' in requirement.root && Array.isArray(requirement.root.of) ? requirement.root.of : []
    const chain = condition && 'chain' in condition ? condition.chain : null
    expect(chain && sayAll({ snapshots: [{ chain, block: 18_000_000n }] })).toBe(
      'Holds at least 2 of Night Owls on Ethereum, at block 18,000,000 of Ethereum',
    )
  })
})
