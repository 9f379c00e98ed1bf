import { describe, expect, test } from 'vitest'
import { formatTokens } from '../../../app/proxy/tokens/formatTokens.ts'

const format = (name: string, id: string) => {
  const tokens = [{ key: `ethereum:0x:${id}`, name, id, picture: null, state: 'free' as const }]
  return formatTokens({ tokens, locale: 'de' })
}

describe('formatTokens', () => {
  test('default: each token with its state in the shopper’s language', () => {
    expect(format('Night Owls', '7')).toEqual({
      tokens: [{ key: 'ethereum:0x:7', name: 'Night Owls #7', state: 'free', text: 'Noch nicht verwendet' }],
    })
  })

  test.each([
    ['Night Owl #7', '7', 'Night Owl #7'],
    ['Night Owl 7', '7', 'Night Owl 7'],
    ['Owl №7 (gold)', '7', 'Owl №7 (gold)'],
    ['', '7', '#7'],
    ['Owls', '123456789012345678901', 'Owls 123456…8901'],
    // The number of another token, of a season or of a year is not this token's.
    ['Night Owl #17', '7', 'Night Owl #17 #7'],
    ['Owls 2021', '1', 'Owls 2021 #1'],
    ['Owls 1.5', '1', 'Owls 1.5 #1'],
    ['Owls v2', '2', 'Owls v2 #2'],
    ['Level 10,000', '10', 'Level 10,000 #10'],
  ])('behavior: the name %j of token %s is shown as %j', (name, id, shown) => {
    expect(format(name, id)).toMatchObject({ tokens: [{ name: shown }] })
  })

  test('behavior: without tokens a note says so', () => {
    expect(formatTokens({ tokens: [], locale: null })).toEqual({
      tokens: [],
      note: 'None of your tokens is used up here right now.',
    })
  })
})
