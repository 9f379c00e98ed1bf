import type { EvmAddress } from '../../../core/chain/types.ts'
import type { ContractCall } from '../multicall/calls.ts'
import type { InnerResult } from '../multicall/decodeAnswers.ts'

/** `balanceOfBatch(address[],uint256[])`. @see https://eips.ethereum.org/EIPS/eip-1155 */
const balanceOfBatch = '4e1273f4'
/** Keeps the answer within what an inner call may copy, 8,192 bytes. */
const idsPerCall = 200
const baseGas = 200_000
/** A first access to a balance costs more than 2,100 (EIP-2929); contracts that compute balances take far more. */
const gasPerId = 30_000

export type BatchCall = { readonly call: ContractCall; readonly count: number }

/**
 * Compose calls for a wallet's balances of some ids. Without ids it asks for id 0, so that the contract must answer.
 */
export function composeBalanceBatch({
  contract,
  owner,
  ids: proposed,
}: {
  contract: EvmAddress
  owner: EvmAddress
  ids: readonly bigint[]
}): BatchCall[] {
  const ids = proposed.length === 0 ? [0n] : proposed
  return Array.from({ length: Math.ceil(ids.length / idsPerCall) }, (_, i) => {
    const part = ids.slice(i * idsPerCall, (i + 1) * idsPerCall)
    const count = part.length
    const accounts = part.map(() => owner.slice(2).padStart(64, '0'))
    const data = [
      balanceOfBatch,
      encodeWord(64n),
      encodeWord(BigInt(96 + 32 * count)),
      encodeWord(BigInt(count)),
      ...accounts,
      encodeWord(BigInt(count)),
      ...part.map(encodeWord),
    ].join('')
    // One byte more than an honest answer has, so that a longer one is recognised as invalid.
    const limit = 64 + 32 * count + 1
    return { call: { target: contract, data, limit, gasCap: baseGas + gasPerId * count }, count }
  })
}

/** Add up the answers to the calls of `composeBalanceBatch`; null if one of them is invalid. */
export function readBalanceBatch({
  results,
  counts,
}: {
  results: readonly InnerResult[]
  /** How many ids each call asked for. */
  counts: readonly number[]
}): bigint | null {
  let sum = 0n
  for (const [i, count] of counts.entries()) {
    const result = results[i]
    if (result?.kind !== 'answer' || result.data.length !== 2 * (64 + 32 * count)) return null
    const words = (result.data.match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`))
    const [offset, length, ...amounts] = words
    if (offset !== 32n || length !== BigInt(count)) return null
    sum = amounts.reduce((all, amount) => all + amount, sum)
  }
  return sum
}

function encodeWord(value: bigint): string {
  return value.toString(16).padStart(64, '0')
}
