import { decodeBase58 } from '../../core/chain/base58.ts'

/** The Memo program, version 2: version 1 does not check who signs. */
export const MEMO_PROGRAM = readProgram('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr')
/** Wallets add its instructions to set the fee and the compute limit. */
export const COMPUTE_BUDGET_PROGRAM = readProgram('ComputeBudget111111111111111111111111111111')
/** Wallets add guard instructions of this program to transactions that they sign. */
export const LIGHTHOUSE_PROGRAM = readProgram('L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95')

/** The longest memo, in bytes. @see https://spl.solana.com/memo#compute-limits */
export const MEMO_BYTES = 566

function readProgram(address: string): Uint8Array {
  return decodeBase58({ text: address, bytes: 32 }) ?? new Uint8Array(32)
}
