import { countScanned, type InnerCall, limitOf, type OwnerScan } from './calls.ts'
import { readerInitcode } from './initcode.ts'

const headBytes = readerInitcode.length / 2 - 1 + 11
const entryBytes = 28
const mostAnswerBytes = 8_192
const mostDataBytes = 0x7fff
const mostIds = 5_000
const kinds = { call: 0, writes: 1, balance: 2, scan: 3, reverts: 4 }

/**
 * Limits of a contract creation in bytes: its init code (EIP-3860) and the deployed code (EIP-170).
 * @see https://eips.ethereum.org/EIPS/eip-3860 https://eips.ethereum.org/EIPS/eip-170
 */
const mostBytes = { request: 49_152, answer: 24_576 }

/**
 * Gas reserved for the program itself: 200 a byte of the answer, which the node takes for deployed code, and the cost
 * of a first access to each address.
 */
export function reserveGas(calls: readonly InnerCall[]): number {
  return calls.reduce((sum, call) => sum + 200 * (2 + limitOf(call)) + 4_000, 60_000)
}

/** The share of one request's capacity that a call takes: the larger of its shares of input and answer bytes. */
export function countCallShare(call: InnerCall): number {
  const there = (entryBytes + bytesOf(call).length / 2) / (mostBytes.request - headBytes)
  return Math.max(there, (2 + limitOf(call)) / (mostBytes.answer - 16))
}

/**
 * Encode the data of an `eth_call` without `to` that performs the calls in order.
 * @throws {RangeError} when a call does not fit its fields or all of them do not fit one request.
 */
export function encodeCalls(calls: readonly InnerCall[]): `0x${string}` {
  const caps = calls.reduce((sum, call) => sum + capOf(call), 0)
  const head = encodeField(calls.length, 2) + encodeField(reserveGas(calls), 4) + encodeField(caps, 5)
  let data: `0x${string}` = `${readerInitcode}${head}`
  let answerBytes = 16
  const formatHead = createHeadFormatter()
  for (const call of calls) {
    data += encodeCall(call, formatHead)
    answerBytes += 2 + limitOf(call)
  }
  if (data.length / 2 - 1 > mostBytes.request || answerBytes > mostBytes.answer) {
    throw new RangeError('The calls do not fit in one request.')
  }
  return data
}

function encodeCall(call: InnerCall, formatHead: HeadFormatter): string {
  const bytes = bytesOf(call)
  if (bytes.length / 2 > mostDataBytes) throw new RangeError('An inner call takes at most 32,767 bytes.')
  if (limitOf(call) > mostAnswerBytes) throw new RangeError('An inner call copies at most 8,192 bytes.')
  const kind = kinds[call.kind ?? call.mode ?? 'call']
  const gasCap = call.kind === 'balance' ? 0 : call.gasCap
  return call.target.slice(2) + formatHead(limitOf(call), gasCap, kind, bytes.length / 2) + bytes
}

type HeadFormatter = (limit: number, gasCap: number, kind: number, length: number) => string

/** Make a formatter that remembers its last head, as most calls of a check have the head of the previous one. */
function createHeadFormatter(): HeadFormatter {
  let last = { limit: -1, gasCap: -1, kind: -1, length: -1, text: '' }
  return (limit, gasCap, kind, length) => {
    const { limit: a, gasCap: b, kind: c, length: d } = last
    if (a !== limit || b !== gasCap || c !== kind || d !== length) {
      const text =
        encodeField(limit, 2) + encodeField(gasCap, 3) + encodeField(kind, 1) + encodeField(length, 2)
      last = { limit, gasCap, kind, length, text }
    }
    return last.text
  }
}

function bytesOf(call: InnerCall): string {
  if (call.kind === 'balance') return ''
  return call.kind === 'scan' ? encodeScan(call) : call.data
}

function encodeScan({ owners, ids }: OwnerScan): string {
  if (countScanned(ids) > mostIds) throw new RangeError('A scan covers at most 5,000 ids.')
  const ranges = ids.map(({ first, last }) => {
    if (first < 0n || last < first || last >= 1n << 256n) throw new RangeError('A value is out of range.')
    return first.toString(16).padStart(64, '0') + encodeField(Number(last - first + 1n), 2)
  })
  return encodeField(owners.length, 1) + owners.map((owner) => owner.slice(2)).join('') + ranges.join('')
}

function capOf(call: InnerCall): number {
  if (call.kind === 'balance') return 0
  return call.kind === 'scan' ? call.gasCap * (limitOf(call) + 16) : call.gasCap
}

function encodeField(value: number, bytes: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= 256 ** bytes)
    throw new RangeError('A value is out of range.')
  return value.toString(16).padStart(bytes * 2, '0')
}
