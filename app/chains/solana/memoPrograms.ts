import { decodeBase58 } from '../../core/chain/base58.ts'

/** The Memo program, version 2: version 1 does not check who signs. */
export const MEMO_PROGRAM = readProgram('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr')
/** Wallets set the fee and how much may be computed. */
export const COMPUTE_BUDGET_PROGRAM = readProgram('ComputeBudget111111111111111111111111111111')
/** Wallets put guards of this program beside what they sign. */
export const LIGHTHOUSE_PROGRAM = readProgram('L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95')

/** What one memo may hold. @see https://spl.solana.com/memo#compute-limits */
export const MEMO_BYTES = 566

function readProgram(address: string): Uint8Array {
  return decodeBase58({ text: address, bytes: 32 }) ?? new Uint8Array(32)
}
