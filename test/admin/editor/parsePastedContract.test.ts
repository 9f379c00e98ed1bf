import { describe, expect, test } from 'vitest'
import { findLinkIssue, parsePastedContract } from '../../../app/admin/editor/parsePastedContract.ts'
import type { ChainView } from '../../../app/admin/views.ts'

const chains: readonly ChainView[] = [
  { slug: 'ethereum', name: 'Ethereum', family: 'evm' },
  { slug: 'solana', name: 'Solana', family: 'solana' },
  { slug: 'flow', name: 'Flow', family: 'flow' },
  { slug: 'base', name: 'Base', family: 'evm' },
  { slug: 'polygon', name: 'Polygon', family: 'evm' },
  { slug: 'arbitrum', name: 'Arbitrum', family: 'evm' },
  { slug: 'optimism', name: 'Optimism', family: 'evm' },
]
const owls = '0xBC4CA0EdA7647A8aB7C2061c2E118A18a936f13D'
const club = 'A.0b2a3299cc857e29.TopShot'
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
    expect(parsePastedContract({ text: mint, chain: 'base', chains: chains.slice(3, 4) }).chain).toBe('base')
    expect(paste(club)).toEqual({ contract: club, chain: 'flow' })
    expect(paste(owls, 'flow')).toEqual({ contract: owls, chain: 'ethereum' })
  })

  test('behavior: an account on Flow is no contract, so the chain stays', () => {
    expect(paste('0x0b2a3299cc857e29')).toEqual({ contract: '0x0b2a3299cc857e29', chain: 'ethereum' })
  })

  test.each([
    [`https://opensea.io/item/base/${owls}/4021`, owls, 'base'],
    [`https://etherscan.io/token/${owls}?a=0x000000000000000000000000000000000000dEaD`, owls, 'ethereum'],
    [` https://etherscan.io/address/${owls}#code`, owls, 'ethereum'],
    [`https://solscan.io/token/${mint}`, mint, 'solana'],
    [`https://www.flowscan.io/contract/${club}`, club, 'flow'],
    [`https://polygonscan.com/token/${owls}`, owls, 'polygon'],
    [`https://www.basescan.org/address/${owls}`, owls, 'base'],
    [`arbiscan.io/token/${owls}#balances`, owls, 'arbitrum'],
    [`https://optimistic.etherscan.io/token/${owls}`, owls, 'optimism'],
    [`https://explorer.solana.com/address/${mint}?cluster=mainnet`, mint, 'solana'],
    [`https://opensea.io/assets/matic/${owls}/7`, owls, 'polygon'],
    // A test network is no chain that a gate may name, and neither is one that this server does not read.
    [`https://sepolia.basescan.org/address/${owls}`, owls, 'ethereum'],
    [`https://bscscan.com/token/${owls}`, owls, 'ethereum'],
    [`https://example.com/fantom/${owls}`, owls, 'ethereum'],
    [`https://example.com/solana/${owls}`, owls, 'ethereum'],
  ])('behavior: the address is taken from %s', (text, contract, chain) => {
    expect(paste(text)).toEqual({ contract, chain })
  })

  test('behavior: a link without an address stays in the field', () => {
    const text = 'https://opensea.io/collection/night-owls'
    expect(paste(text)).toEqual({ contract: text, chain: 'ethereum' })
    expect(findLinkIssue(text)).toBe('link-of-collection')
    expect(findLinkIssue('opensea.io/de-DE/collection/night-owls/overview')).toBe('link-of-collection')
    expect(findLinkIssue('https://example.com/collection/night-owls')).toBe('address-invalid')
    expect(findLinkIssue(owls)).toBeNull()
    expect(findLinkIssue('night.owls')).toBeNull()
  })
})
