import { describe, expect, test } from 'vitest'
import { findChains } from '../../../app/admin/editor/findChains.ts'

const options = [
  { value: 'ethereum', label: 'Ethereum' },
  { value: 'base', label: 'Base' },
  { value: 'eip155:33139', label: 'ApeChain' },
  { value: 'eip155:59144', label: 'Linea Mainnet' },
]
const names = (text: string) =>
  findChains({ options, text }).map((group) => [group.title, ...group.options.map(({ label }) => label)])

describe('findChains', () => {
  test('default: without words, all of them in two groups', () => {
    expect(names('')).toEqual([
      ['Usual chains', 'Ethereum', 'Base'],
      ['Other EVM chains', 'ApeChain', 'Linea Mainnet'],
    ])
  })

  test.each([
    ['APE', [['Other EVM chains', 'ApeChain']]],
    ['main lin', [['Other EVM chains', 'Linea Mainnet']]],
    ['59144', [['Other EVM chains', 'Linea Mainnet']]],
    ['  base ', [['Usual chains', 'Base']]],
    ['doge', []],
  ])('behavior: %s', (text, found) => expect(names(text)).toEqual(found))
})
