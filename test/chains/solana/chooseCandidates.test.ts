import { describe, expect, test } from 'vitest'
import { chooseCandidates } from '../../../app/chains/solana/countNfts.ts'
import type { TokenAccount } from '../../../app/chains/solana/listHoldings.ts'
import { tokenProgram } from '../../../app/chains/solana/programs.ts'
import type { WalletHoldings } from '../../../app/chains/solana/readHoldings.ts'
import type { SolanaAddress } from '../../../app/core/chain/types.ts'
import { readNfts, readSpl, walletOf } from './openSolana.ts'

const owners = Array.from({ length: 6 }, (_, i) => walletOf(`owner ${i}`))
const lights = walletOf('lights')
const mintOf = (owner: number, i: number) => `mint ${owner} ${i}` as SolanaAddress

const hold = (owner: number, count: number, more: Partial<WalletHoldings> = {}) => {
  const accounts = Array.from({ length: count }, (_, i): TokenAccount => {
    return { mint: mintOf(owner, i), amount: 1n, isFrozen: false, program: tokenProgram }
  })
  return [owners[owner] ?? lights, { accounts, isWhole: true, ...more }] as const
}
const pick = (held: readonly ReturnType<typeof hold>[]) =>
  chooseCandidates({
    reads: held.map(([owner]) => readNfts('collection', owner, lights)),
    holdings: { slot: 1n, source: 'solana 1', of: new Map(held) },
  })

describe('chooseCandidates', () => {
  test('default', () => {
    const { mints, large } = pick([hold(0, 2), hold(1, 1)])
    expect(mints).toEqual([mintOf(0, 0), mintOf(0, 1), mintOf(1, 0)])
    expect(large.size).toBe(0)
  })

  test('behavior: a wallet with more than 500 tokens, or without a listing, is skipped', () => {
    const { mints, large } = pick([hold(0, 501), hold(1, 500), hold(2, 1, { isWhole: false })])
    expect(mints).toHaveLength(500)
    expect([...large]).toEqual([owners[0], owners[2]])
  })

  test('behavior: at most 2,000 tokens of all wallets are read, and never part of a wallet', () => {
    const { mints, large } = pick([0, 1, 2, 3, 4].map((owner) => hold(owner, 450)).concat([hold(5, 200)]))
    expect(mints).toHaveLength(2_000)
    expect([...large]).toEqual([owners[4]])
  })

  test('behavior: for amounts of a mint only frozen accounts are checked', () => {
    const [owner, { accounts }] = hold(0, 2)
    const frozen = (accounts ?? []).map((one, i) => ({ ...one, isFrozen: i === 0 }))
    const { mints, large } = chooseCandidates({
      reads: [readSpl(owner, mintOf(0, 0)), readSpl(owner, mintOf(0, 1))],
      holdings: {
        slot: 1n,
        source: 'solana 1',
        of: new Map([[owner, { accounts: frozen, isWhole: false }]]),
      },
    })
    expect(mints).toEqual([mintOf(0, 0)])
    expect(large.size).toBe(0)
  })
})
