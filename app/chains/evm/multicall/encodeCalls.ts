import type { EvmAddress } from '../../../core/chain/types.ts'
import { readerInitcode } from './initcode.ts'

/** One call inside the multicall. */
export type InnerCall = {
  readonly target: EvmAddress
  /** Call data as hex digits without `0x`, at most 32,767 bytes. */
  readonly data: string
  /** Bytes of the answer that are copied, at most 224. */
  readonly limit: number
  /** Gas the call gets at most, below 2^24. */
  readonly gasCap: number
  /** Whether the call may change state, for calls after it in the same request. */
  readonly writes?: boolean
}

const programLength = readerInitcode.length / 2 - 1

/**
 * Gas that stays for the program itself: 200 a byte for the answer that the node takes for deployed code, and
 * what it costs to look at an address that was not touched before.
 */
export function reserveGas(calls: readonly InnerCall[]): number {
  return calls.reduce((sum, call) => sum + 200 * (1 + call.limit) + 4_000, 60_000)
}

/**
 * Write the data of an `eth_call` without `to` that performs the calls in order.
 * @throws {RangeError} when a call does not fit its fields or the program exceeds EIP-3860's 49,152 bytes.
 */
export function encodeCalls(calls: readonly InnerCall[]): `0x${string}` {
  let data: `0x${string}` = `${readerInitcode}${field(calls.length, 2)}${field(reserveGas(calls), 4)}`
  let length = programLength + 6
  for (const call of calls) {
    if (call.limit > 224) throw new RangeError('An inner call copies at most 224 bytes.')
    const bytes = call.data.length / 2
    if (bytes > 0x7fff) throw new RangeError('An inner call takes at most 32,767 bytes of data.')
    data += call.target.slice(2) + field(call.limit, 1) + field(call.gasCap, 3)
    data += field(call.writes ? bytes | 0x8000 : bytes, 2) + call.data
    length += 26 + bytes
  }
  if (length > 49_152) throw new RangeError('The calls do not fit one request.')
  return data
}

function field(value: number, bytes: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 256 ** bytes) throw new RangeError('Out of range.')
  return value.toString(16).padStart(bytes * 2, '0')
}
