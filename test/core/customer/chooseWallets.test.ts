import { describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import { chooseNextCheck } from '../../../app/core/customer/chooseNextCheck.ts'
import { chooseWallets } from '../../../app/core/customer/chooseWallets.ts'

const chain = 'ethereum' as ChainSlug
const addressOf = (digit: string) => `0x${digit.repeat(40)}` as EvmAddress
const [one, two, vaultAddress] = [addressOf('1'), addressOf('2'), addressOf('3')]
const wallets = [one, two].map((address) => ({ kind: 'key' as const, chain, address }))
const vaults = [{ address: vaultAddress, delegates: [two], tokens: [] }]
const choose = (counted: readonly (readonly string[] | null)[]) => {
  const chosen = chooseWallets({ wallets, vaults, counted })
  return [...chosen.wallets, ...chosen.vaults].map(({ address }) => address)
}

describe('chooseWallets', () => {
  test('default: only wallets whose tokens opened a gate', () => {
    expect(choose([[one]])).toEqual([one])
    expect(choose([[one], [two]])).toEqual([one, two])
  })
  test('behavior: a vault comes with the wallets that speak for it', () => {
    expect(choose([[vaultAddress]])).toEqual([two, vaultAddress])
  })
  test('behavior: all, if it is not known what counted, or nothing had to be held', () => {
    expect(choose([[one], null])).toEqual([one, two, vaultAddress])
    expect(choose([[]])).toEqual([one, two, vaultAddress])
  })
})

describe('chooseNextCheck', () => {
  test('default: about a day later, spread over an hour by the customer', () => {
    const times = Array.from({ length: 3600 }, (_, i) => chooseNextCheck({ customerId: String(i), at: 0 }))
    expect([Math.min(...times), Math.max(...times)]).toEqual([84_600, 88_199])
    expect(new Set(times).size).toBe(3600)
  })
  test('behavior: a read that failed is repeated within an hour and a quarter', () => {
    const at = chooseNextCheck({ customerId: '9007199254740993', at: 0, isUnread: true })
    expect(at).toBeGreaterThanOrEqual(3600)
    expect(at).toBeLessThan(4500)
  })
})
