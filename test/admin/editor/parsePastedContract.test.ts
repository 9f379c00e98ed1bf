import { describe, expect, test } from 'vitest'
import { parsePastedContract } from '../../../app/admin/editor/parsePastedContract.ts'
import type { ChainView } from '../../../app/admin/views.ts'

const chains: readonly ChainView[] = [
  { slug: 'ethereum', name: 'Ethereum', family: 'evm' },
  { slug: 'solana', name: 'Solana', family: 'solana' },
  { slug: 'base', name: 'Base', family: 'evm' },
]
const owls = '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D'
const mint = 'So11111111111111111111111111111111111111112'
const paste = (text: string, chain = 'ethereum') => parsePastedContract({ text, chain, chains })

describe('parsePastedContract', () => {
  test('default: a plain address stays as it is', () => {
    expect(paste(owls, 'base')).toEqual({ contract: owls, chain: 'base' })
    expect(paste(` ${owls} `, 'base').chain).toBe('base')
    expect(paste('night owls')).toEqual({ contract: 'night owls', chain: 'ethereum' })
  })

  test('behavior: an address of another family changes the chain', () => {
    expect(paste(mint)).toEqual({ contract: mint, chain: 'solana' })
    expect(paste(owls, 'solana')).toEqual({ contract: owls, chain: 'ethereum' })
    expect(parsePastedContract({ text: mint, chain: 'base', chains: chains.slice(2) }).chain).toBe('base')
  })

  test.each([
    [`https://opensea.io/item/base/${owls}/4021`, owls, 'base'],
    [`https://etherscan.io/token/${owls}?a=0x000000000000000000000000000000000000dEaD`, owls, 'ethereum'],
    [` https://etherscan.io/address/${owls}#code`, owls, 'ethereum'],
    [`https://solscan.io/token/${mint}`, mint, 'solana'],
    [`https://example.com/polygon/${owls}`, owls, 'ethereum'],
    [`https://example.com/solana/${owls}`, owls, 'ethereum'],
  ])('behavior: the address is taken from %s', (text, contract, chain) => {
    expect(paste(text)).toEqual({ contract, chain })
  })

  test('behavior: a link without an address stays in the field', () => {
    const text = 'https://opensea.io/collection/night-owls'
    expect(paste(text)).toEqual({ contract: text, chain: 'ethereum' })
  })
})
