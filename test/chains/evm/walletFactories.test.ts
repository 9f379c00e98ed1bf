import { toFunctionSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { walletFactories } from '../../../app/chains/evm/findEvmContractSigned.ts'

describe('walletFactories', () => {
  test('default', () => {
    const selectors = [
      'createAccount(bytes[],uint256)',
      'createAccount(bytes[],uint256)',
      'createProxyWithNonce(address,bytes,uint256)',
      'createProxyWithNonce(address,bytes,uint256)',
    ].map((signature) => toFunctionSelector(signature).slice(2))
    expect(walletFactories.map(({ selector }) => selector)).toEqual(selectors)
  })

  test("refuses: Safe's createProxy, whose addresses do not name their owners", () => {
    const selector = toFunctionSelector('createProxy(address,bytes)').slice(2)
    expect(walletFactories.filter((factory) => factory.selector === selector)).toEqual([])
  })
})
