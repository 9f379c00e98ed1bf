import { describe, expect, test } from 'vitest'
import { listKnownTokens } from '../../../app/chains/tokens/listKnownTokens.ts'
import { wellKnownTokens } from '../../../app/chains/tokens/wellKnownTokens.ts'
import { parseAnyAddress } from '../../../app/core/chain/parseAnyAddress.ts'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { toChecksumAddress } from '../../../app/crypto/evmSignature.ts'

describe('wellKnownTokens', () => {
  test.each(wellKnownTokens)(
    'default: the address of a token on %s (%s) is whole: %s',
    (_chain, _kind, text) => {
      const address = parseAnyAddress(text)
      // A wrong letter would fail the checksum. Solana's addresses have none.
      if (text.startsWith('0x')) expect(toChecksumAddress(address as EvmAddress)).toBe(text)
      else expect(address).toBe(text)
    },
  )

  test('default: none is there twice, and no two have the same name on one chain', () => {
    for (const place of [2, 3] as const) {
      const keys = wellKnownTokens.map((row) => `${row[0]} ${row[place].toLowerCase()}`)
      expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
    }
  })

  test('behavior: ENS is not suggested, because its contract counts names that have expired', async () => {
    const ens = '0x57f1887a8bf19b14fc0df6fd9b2acc9af147ea85'
    expect((await listKnownTokens()).map(({ contract }) => contract as string)).not.toContain(ens)
  })
})

describe('listKnownTokens', () => {
  test('default: coins and collections of the chains that a gate may name, each once', async () => {
    const tokens = await listKnownTokens()
    const keys = tokens.map(({ chain, contract }) => `${chain} ${contract}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(tokens.length).toBeGreaterThan(800)
    const count = (chain: string) => tokens.filter((token) => token.chain === chain).length
    for (const chain of ['ethereum', 'optimism', 'base']) expect(count(chain)).toBeGreaterThan(100)
    for (const chain of ['polygon', 'arbitrum', 'avalanche', 'bnb', 'solana'])
      expect(count(chain)).toBeGreaterThan(0)
    expect(tokens).toContainEqual({
      chain: 'ethereum',
      kind: 'erc721',
      contract: '0xbc4ca0eda7647a8ab7c2061c2e118a18a936f13d',
      name: 'Bored Ape Yacht Club',
      symbol: 'BAYC',
    })
    const usdc = { chain: 'ethereum', contract: '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48' }
    expect(tokens).toContainEqual(expect.objectContaining(usdc))
  })
})
