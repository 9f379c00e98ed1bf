import { decodeBase58 } from '../../core/chain/base58.ts'
import { readBase64 } from '../../core/text/readBase64.ts'
import type { LoginPort } from '../../ports/login.ts'
import { COMPUTE_BUDGET_PROGRAM, LIGHTHOUSE_PROGRAM, MEMO_BYTES, MEMO_PROGRAM } from './memoPrograms.ts'
import { parseTransaction, type SolanaInstruction } from './parseTransaction.ts'

export type VerifyEd25519 = (parameters: {
  publicKey: Uint8Array
  message: Uint8Array
  signature: Uint8Array
}) => boolean

const MOST_LETTERS = 1644
/** Guards that a wallet may add: one before, one after. */
const MOST_GUARDS = 2
/** First byte and length in bytes of `SetComputeUnitLimit` and `SetComputeUnitPrice`. */
const BUDGETS: ReadonlyMap<number, number> = new Map([
  [2, 5],
  [3, 9],
])

/**
 * Make the check of a login that a wallet signed as a transaction. Never throws.
 *
 * The transaction must have one signer, the wallet, which is also the payer; a blockhash of zeros; and one Memo with
 * exactly this text, signed by nobody or the wallet. Besides, it may hold only the instructions that wallets add. So it
 * moves nothing, and without a blockhash it cannot be sent.
 */
export function createVerifyMemoTransaction(parameters: {
  verifyEd25519: VerifyEd25519
}): LoginPort['verifyMemoTransaction'] {
  const { verifyEd25519 } = parameters
  return ({ address, text, transaction }) => {
    const wallet = decodeBase58({ text: address, bytes: 32 })
    const bytes = transaction.length > MOST_LETTERS ? null : readBase64(transaction)
    const parsed = bytes && parseTransaction(bytes)
    if (!wallet || !parsed) return false
    const { signatures, requiredSignatures, accounts, blockhash, instructions, message } = parsed
    const [signature] = signatures
    if (!signature || requiredSignatures !== 1 || !isSame(accounts[0], wallet)) return false
    if (blockhash.some((byte) => byte !== 0)) return false
    if (!isAllowed({ instructions, accounts, text })) return false
    return verifyEd25519({ publicKey: wallet, message, signature })
  }
}

function isAllowed({
  instructions,
  accounts,
  text,
}: {
  instructions: readonly SolanaInstruction[]
  accounts: readonly Uint8Array[]
  text: string
}): boolean {
  const memo = Buffer.from(text, 'utf8')
  const seen = new Map<string, number>()
  for (const instruction of instructions) {
    const name = nameOf(instruction, accounts[instruction.program], memo)
    if (!name) return false
    seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  const isOnce = [...seen].every(([name, count]) => count <= (name === 'guard' ? MOST_GUARDS : 1))
  return isOnce && seen.has('memo') && memo.length <= MEMO_BYTES
}

/** Name the kind of an instruction; null if a login may not contain it. */
function nameOf(
  { accounts, data }: SolanaInstruction,
  program: Uint8Array | undefined,
  memo: Uint8Array,
): string | null {
  if (isSame(program, MEMO_PROGRAM)) {
    const isOurs = accounts.length === 0 || (accounts.length === 1 && accounts[0] === 0)
    return isOurs && isSame(data, memo) ? 'memo' : null
  }
  if (isSame(program, COMPUTE_BUDGET_PROGRAM)) {
    const kind = data[0] ?? -1
    return accounts.length === 0 && BUDGETS.get(kind) === data.length ? `budget ${kind}` : null
  }
  return isSame(program, LIGHTHOUSE_PROGRAM) ? 'guard' : null
}

function isSame(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0
}
