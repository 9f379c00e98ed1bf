import { expect, test } from 'vitest'
import { listTokenMatches } from '../../../app/core/token/listTokenMatches.ts'

const tokens = [
  { name: 'Ape Coins Galore', symbol: 'ACG' },
  { name: 'Bored Ape Yacht Club', symbol: 'BAYC' },
  { name: 'Grapefruit', symbol: 'GRP' },
  { name: 'Somebody’s Coin', symbol: 'APE' },
  { name: 'Café Éclair', symbol: '' },
]
const find = (text: string, most = 10) => listTokenMatches({ text, tokens, most }).map(({ name }) => name)

test('default: the symbol itself comes first, then how well the name fits', () => {
  expect(find('ape')).toEqual(['Somebody’s Coin', 'Ape Coins Galore', 'Bored Ape Yacht Club', 'Grapefruit'])
  expect(find('APE', 2)).toEqual(['Somebody’s Coin', 'Ape Coins Galore'])
})

test('behavior: case, accents and punctuation do not matter', () => {
  expect(find('cafe eclair')).toEqual(['Café Éclair'])
  expect(find('  bored-ape ')).toEqual(['Bored Ape Yacht Club'])
})

test('behavior: a text that fits nothing, or is empty, finds nothing', () => {
  expect(find('penguin')).toEqual([])
  expect(find(' … ')).toEqual([])
})
