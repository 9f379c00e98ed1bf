import { describe, expect, test } from 'vitest'
import { formatPlain } from '../../app/admin/formatPlain.ts'
import { formatRequirement } from '../../app/admin/formatRequirement.ts'
import { coins, owls, passes } from './sampleCards.ts'

const say = (parameters: Parameters<typeof formatRequirement>[0]) =>
  formatPlain(formatRequirement(parameters))

describe('formatRequirement', () => {
  test('default: amount, collection and chain are strong', () => {
    const sentence = formatRequirement({ join: 'all', conditions: [owls] })
    expect(formatPlain(sentence)).toBe('Holds at least 2 of Night Owls on Ethereum')
    expect(sentence.filter((piece) => piece.isStrong).map((piece) => piece.text)).toEqual([
      'at least 2',
      'Night Owls',
      'Ethereum',
    ])
  })

  test('behavior: a coin is counted by its symbol, its digits are grouped', () => {
    expect(say({ join: 'all', conditions: [coins] })).toBe('Holds at least 1,250.5 HRBR on Ethereum')
  })

  test.each([
    [['1'], 'Tide Passes #1'],
    [['1', '7'], 'Tide Passes #1 or #7'],
    [['1', '2', '3'], 'Tide Passes #1, #2 or #3'],
    [['1', '2', '3', '4', '5'], 'Tide Passes #1, #2, #3 or 2 more'],
    [['123456789012345'], 'Tide Passes #1234…345'],
  ])('behavior: items %j are named', (token_ids, name) => {
    expect(say({ join: 'all', conditions: [{ ...passes, token_ids }] })).toBe(
      `Holds at least 3 of ${name} on Polygon`,
    )
  })

  test.each([
    ['all', 'and'],
    ['any', 'or'],
  ] as const)('behavior: %s joins by "%s"', (join, word) => {
    expect(say({ join, conditions: [owls, coins] })).toBe(
      `Holds at least 2 of Night Owls on Ethereum ${word} at least 1,250.5 HRBR on Ethereum`,
    )
    expect(say({ join, conditions: [owls, coins, passes] })).toContain(`HRBR on Ethereum ${word} at least 3`)
  })

  test('behavior: what is beyond the most is counted', () => {
    expect(say({ join: 'any', conditions: [owls, coins, passes], most: 1 })).toBe(
      'Holds at least 2 of Night Owls on Ethereum or 2 more conditions',
    )
    expect(say({ join: 'all', conditions: [owls, coins], most: 1 })).toBe(
      'Holds at least 2 of Night Owls on Ethereum and 1 more condition',
    )
  })

  test('behavior: a token without names is known by its masked contract', () => {
    expect(say({ join: 'all', conditions: [{ ...owls, name: ' ', symbol: '' }] })).toBe(
      'Holds at least 2 of 0x2222…2222 on Ethereum',
    )
  })

  test('behavior: nothing asked is nothing said', () => {
    expect(say({ join: 'all', conditions: [] })).toBe('')
  })
})
