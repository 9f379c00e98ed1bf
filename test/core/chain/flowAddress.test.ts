import { describe, expect, onTestFinished, test } from 'vitest'
import { flowChain } from '../../../app/core/chain/chains.ts'
import {
  familyOfAddress,
  familyOfContract,
  isEvmAddress,
  isSolanaAddress,
  keyChainOf,
} from '../../../app/core/chain/familyOf.ts'
import { setOwnChains } from '../../../app/core/chain/ownChains.ts'
import { parseAnyAddress } from '../../../app/core/chain/parseAnyAddress.ts'
import { parseContractAddress } from '../../../app/core/chain/parseContractAddress.ts'
import { parseFlowAddress } from '../../../app/core/chain/parseFlowAddress.ts'
import { parseFlowContract } from '../../../app/core/chain/parseFlowContract.ts'
import { parseWalletAddress } from '../../../app/core/chain/parseWalletAddress.ts'

const REFUSED = expect.objectContaining({ code: 'ERR_ADDRESS_INVALID' })

describe('an address on Flow', () => {
  test('default: its case does not matter', () => {
    expect(parseFlowAddress('0x0B2A3299CC857E29')).toBe('0x0b2a3299cc857e29')
  })

  test('behavior: every address is of one family', () => {
    const addresses = [
      parseWalletAddress({ family: 'flow', text: '0x0b2a3299cc857e29' }),
      parseWalletAddress({ family: 'evm', text: `0x${'0b2a3299cc857e29'.padEnd(40, '0')}` }),
      parseWalletAddress({ family: 'solana', text: 'So11111111111111111111111111111111111111112' }),
    ]
    expect(addresses.map(familyOfAddress)).toEqual(['flow', 'evm', 'solana'])
    expect(addresses.map(isEvmAddress)).toEqual([false, true, false])
    expect(addresses.map(isSolanaAddress)).toEqual([false, false, true])
    expect(addresses.map(keyChainOf)).toEqual(['flow', 'ethereum', 'solana'])
  })

  test('behavior: it is an address among others only on a server that knows Flow', () => {
    const text = '0x0B2A3299CC857E29'
    expect(() => parseAnyAddress(text)).toThrow(REFUSED)
    setOwnChains([flowChain])
    onTestFinished(() => setOwnChains([]))
    expect(parseAnyAddress(text)).toBe('0x0b2a3299cc857e29')
  })

  test.each([
    '',
    '0b2a3299cc857e29',
    '0x0b2a3299cc857e2',
    '0x0b2a3299cc857e299',
    '0x0b2a3299cc857e2g',
    ' 0x0b2a3299cc857e29',
  ])('refuses: %j (ERR_ADDRESS_INVALID)', (text) => {
    expect(() => parseFlowAddress(text)).toThrow(REFUSED)
  })
})

describe('a contract on Flow', () => {
  test('default: the case of its account does not matter, that of its name does', () => {
    expect(parseFlowContract('a.0B2A3299CC857E29.TopShot')).toBe('A.0b2a3299cc857e29.TopShot')
  })

  test('behavior: every contract is of one family', () => {
    const contracts = [
      parseContractAddress({ family: 'flow', text: 'A.0b2a3299cc857e29.TopShot' }),
      parseContractAddress({ family: 'evm', text: `0x${'0b2a3299cc857e29'.padEnd(40, '0')}` }),
      parseContractAddress({ family: 'solana', text: 'So11111111111111111111111111111111111111112' }),
    ]
    expect(contracts.map(familyOfContract)).toEqual(['flow', 'evm', 'solana'])
  })

  test.each([
    ...['', 'TopShot', 'A.0b2a3299cc857e29', 'A.0b2a3299cc857e29.', 'A.0x0b2a3299cc857e29.TopShot'],
    ...[
      'A.0b2a3299cc857e29.TopShot.NFT',
      'A.0b2a3299cc857e29.7',
      'A.0b2a3299cc857e29.Top"Shot',
      'S.x.TopShot',
    ],
  ])('refuses: %j (ERR_ADDRESS_INVALID)', (text) => {
    expect(() => parseFlowContract(text)).toThrow(REFUSED)
  })
})
