import { describe, expect, test } from 'vitest'
import { chains } from '../../../app/core/chain/chains.ts'
import { findChain } from '../../../app/core/chain/findChain.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'

describe('parseChainSlug', () => {
  test('default', () => {
    expect(chains.map((chain) => [parseChainSlug(chain.slug), chain.id])).toEqual([
      ['ethereum', 1],
      ['solana', 101],
      ['polygon', 137],
      ['optimism', 10],
      ['arbitrum', 42161],
      ['avalanche', 43114],
      ['base', 8453],
      ['bnb', 56],
    ])
  })

  test('behavior: findChain returns null for an unknown slug', () => {
    expect(findChain('dogechain')).toBeNull()
    expect(findChain('base')?.name).toBe('Base')
  })

  test.each(['', 'Ethereum', '1', 'constructor', '__proto__', 'ethereum '])(
    'refuses: %j (ERR_CHAIN_UNKNOWN)',
    (text) => {
      expect(() => parseChainSlug(text)).toThrow(expect.objectContaining({ code: 'ERR_CHAIN_UNKNOWN' }))
    },
  )
})
