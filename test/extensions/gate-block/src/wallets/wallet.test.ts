import { describe, expect, test } from 'vitest'
import { chooseChain } from '../../../../../extensions/gate-block/src/wallets/chooseChain.ts'
import { isByShopper } from '../../../../../extensions/gate-block/src/wallets/isByShopper.ts'
import { isPending, isRejection } from '../../../../../extensions/gate-block/src/wallets/isRejection.ts'
import { requestAccount } from '../../../../../extensions/gate-block/src/wallets/requestAccount.ts'
import { signMessage } from '../../../../../extensions/gate-block/src/wallets/signMessage.ts'

type Call = { method: string; params?: readonly unknown[] }
const fake = (answer: unknown) => {
  const calls: Call[] = []
  return {
    calls,
    request: async (call: Call) => {
      calls.push(call)
      if (answer instanceof Error) throw answer
      return answer
    },
  }
}

describe('signMessage', () => {
  test('default: it signs the server’s bytes, as hex', async () => {
    const provider = fake('0xsig')
    expect(await signMessage({ provider, address: '0xA', message: 'né\n' })).toBe('0xsig')
    expect(provider.calls).toEqual([{ method: 'personal_sign', params: ['0x6ec3a90a', '0xA'] }])
  })
  test('refuses: an answer that is not a string', async () => {
    await expect(signMessage({ provider: fake(null), address: '0xA', message: '' })).rejects.toThrow()
  })
})

describe('requestAccount', () => {
  test('default', async () => {
    expect(await requestAccount(fake(['0xA', '0xB']))).toBe('0xA')
  })
  test('refuses: a wallet without an account', async () => {
    for (const answer of [[], null, '0xA', [1]]) {
      await expect(requestAccount(fake(answer))).rejects.toThrow()
    }
  })
})

describe('chooseChain', () => {
  const chains = [
    { slug: 'ethereum', name: 'Ethereum', id: 1 },
    { slug: 'polygon', name: 'Polygon', id: 137 },
  ]
  test('default: it keeps the chain of the wallet and never switches', async () => {
    const provider = fake('0x89')
    expect(await chooseChain(provider, chains)).toMatchObject({ slug: 'polygon', id: 137 })
    expect(provider.calls.map((call) => call.method)).toEqual(['eth_chainId'])
  })
  test('behavior: without one it takes the first chain that the gates name', async () => {
    for (const answer of ['0x5', null, new Error('no')]) {
      expect(await chooseChain(fake(answer), chains)).toMatchObject({ slug: 'ethereum' })
    }
  })
})

describe('isRejection', () => {
  test('default', () => {
    expect(isRejection({ code: 4001, message: '' })).toBe(true)
    expect(isRejection({ code: 'ACTION_REJECTED' })).toBe(true)
    expect(isRejection(new Error('User denied message signature.'))).toBe(true)
    expect(isRejection(new Error('Internal JSON-RPC error.'))).toBe(false)
    expect(isRejection('User rejected the request.')).toBe(true)
    expect(isRejection({ code: -14001, message: '' })).toBe(false)
    expect(isRejection(null)).toBe(false)
    expect(isPending({ code: -32002 })).toBe(true)
    expect(isPending(undefined)).toBe(false)
  })
  test('behavior: what a wallet does not know was not refused by the shopper', () => {
    expect(isByShopper({ code: 4001 })).toBe(true)
    expect(isByShopper({ code: -32002 })).toBe(true)
    expect(isByShopper({ code: 4200, message: 'Request rejected' })).toBe(false)
    expect(isByShopper({ code: -32601, message: 'Rejected: unknown method' })).toBe(false)
    expect(isByShopper(undefined)).toBe(false)
  })
})
