import { describe, expect, test } from 'vitest'
import { GateError } from '../../../../../extensions/gate-block/src/api/GateError.ts'
import { requestSolanaAccount } from '../../../../../extensions/gate-block/src/wallets/requestSolanaAccount.ts'
import { signSolanaMessage } from '../../../../../extensions/gate-block/src/wallets/signSolanaMessage.ts'
import { signSolanaTransaction } from '../../../../../extensions/gate-block/src/wallets/signSolanaTransaction.ts'
import type { SolanaProvider } from '../../../../../extensions/gate-block/src/wallets/types.ts'

const account = Object.freeze({ address: 'So1anaHo1der' })
const connect = async () => ({ accounts: [account] })
const provide = (features: object): SolanaProvider =>
  ({ features: { 'standard:connect': { connect }, ...features } }) as unknown as SolanaProvider
const signed = { signedMessage: new Uint8Array([1, 2]), signature: new Uint8Array(64).fill(7) }

describe('requestSolanaAccount', () => {
  test('default: it returns the wallet’s own account object', async () => {
    expect(await requestSolanaAccount(provide({}))).toBe(account)
  })
  test('behavior: a wallet of several chains gives its Solana account, one without chains the first', async () => {
    const of = (...accounts: object[]) =>
      requestSolanaAccount(provide({ 'standard:connect': { connect: async () => ({ accounts }) } }))
    const [sui, sol] = [
      { address: '0x12', chains: ['sui:mainnet'] },
      { address: 'So1', chains: ['solana:mainnet'] },
    ]
    expect(await of(sui, sol)).toBe(sol)
    expect(await of(account, sui)).toBe(account)
  })
  test('refuses: a wallet without an account', async () => {
    for (const accounts of [[], [{}], [{ address: 7 }]]) {
      const provider = provide({ 'standard:connect': { connect: async () => ({ accounts }) } })
      await expect(requestSolanaAccount(provider)).rejects.toBeInstanceOf(GateError)
    }
  })
})

describe('signSolanaMessage', () => {
  const message = 'né\n'

  test('default: it signs the server’s bytes', async () => {
    const asked: unknown[] = []
    const signMessage = async (given: unknown) => {
      asked.push(given)
      return [signed]
    }
    const provider = provide({ 'solana:signMessage': { signMessage } })
    expect(await signSolanaMessage({ provider, account, message })).toBe(signed)
    expect(asked).toEqual([{ account, message: new Uint8Array([0x6e, 0xc3, 0xa9, 0x0a]) }])
  })
  test('refuses: a wallet that returns no signature', async () => {
    const empty = provide({ 'solana:signMessage': { signMessage: async () => [] } })
    for (const provider of [empty, provide({})]) {
      await expect(signSolanaMessage({ provider, account, message })).rejects.toBeInstanceOf(GateError)
    }
  })
})

describe('signSolanaTransaction', () => {
  const transaction = new Uint8Array([1, ...new Uint8Array(64), 9, 9])
  test('default: it returns the signed transaction and its signature', async () => {
    const asked: unknown[] = []
    const signedTransaction = new Uint8Array([1, ...new Uint8Array(64).fill(5), 9, 9])
    const signTransaction = async (given: unknown) => {
      asked.push(given)
      return [{ signedTransaction }]
    }
    const provider = provide({ 'solana:signTransaction': { signTransaction } })
    expect(await signSolanaTransaction({ provider, account, transaction })).toEqual({
      signedMessage: signedTransaction,
      signature: new Uint8Array(64).fill(5),
    })
    expect(asked).toEqual([{ account, transaction, chain: 'solana:mainnet' }])
  })
  test('refuses: a wallet that returns no transaction', async () => {
    const provider = provide({})
    await expect(signSolanaTransaction({ provider, account, transaction })).rejects.toBeInstanceOf(GateError)
  })
})
