import { toFunctionSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { readWalletFactories, walletFactories } from '../../../app/chains/evm/walletFactories.ts'

const selectorOf = (signature: string) => toFunctionSelector(signature).slice(2)
const read = (text?: string) => readWalletFactories({ WALLET_FACTORIES: text })

describe('walletFactories', () => {
  test.each([
    ['coinbase', ['createAccount(bytes[],uint256)']],
    ['safe', ['createProxyWithNonce(address,bytes,uint256)']],
    ['kernel', ['deployWithFactory(address,bytes,bytes32)']],
    ['alchemy', ['createAccount(address,uint256)', 'createSemiModularAccount(address,uint256)']],
    ['thirdweb', ['createAccount(address,bytes)']],
    ['circle', ['createAccount(bytes32,bytes32,bytes)']],
    ['ambire', ['deploy(bytes,uint256)']],
  ] as const)('default: %s calls the function that its documents name', (name, signatures) => {
    const found = new Set(walletFactories[name].map(({ selector }) => selector))
    expect([...found]).toEqual(signatures.map(selectorOf))
  })

  test("refuses: Safe's createProxy, whose addresses do not name their owners", () => {
    const selector = selectorOf('createProxy(address,bytes)')
    expect(read().filter((factory) => factory.selector === selector)).toEqual([])
  })
})

describe('readWalletFactories', () => {
  test('default: without the variable every named factory is allowed, each once', () => {
    for (const text of [undefined, '', '  '])
      expect(read(text)).toEqual(Object.values(walletFactories).flat())
    expect(new Set(read().map(({ address }) => address)).size).toBe(read().length)
  })

  test('behavior: the variable replaces the list, by names and by addresses with a selector', () => {
    const address = `0x${'aB'.repeat(20)}`
    expect(read(` safe , ${address}:0x1688F0B9`)).toEqual([
      ...walletFactories.safe,
      { address: address.toLowerCase(), selector: '1688f0b9' },
    ])
  })

  test.each([
    ['a name that is none', 'argent'],
    ['a name of another object', 'constructor'],
    ['an address without a selector', `0x${'ab'.repeat(20)}`],
    ['a selector of three bytes', `0x${'ab'.repeat(20)}:1688f0`],
    ['an empty entry', 'safe,'],
    ['fifty-one entries', Array(51).fill('safe').join()],
  ])('refuses: %s (ERR_ENVIRONMENT)', (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'ERR_ENVIRONMENT' }))
  })
})
