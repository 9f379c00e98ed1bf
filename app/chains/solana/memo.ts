import { decodeBase58 } from '../../core/chain/base58.ts'
import { InputError, LoginError } from '../../core/errors/base.ts'
import { readBase64 } from '../../core/text/readBase64.ts'
import type { LoginPort } from '../../ports/login.ts'

/**
 * Compose the transaction that carries a login in a memo: one signer, who is the payer, one Memo instruction that the
 * signer signs, and a blockhash of zeros. No cluster ever had that blockhash, so the transaction cannot be sent.
 *
 * @throws {LoginError} ERR_LOGIN_MISMATCH if the text does not fit into a memo
 * @see https://solana.com/docs/references/transactions https://spl.solana.com/memo
 */
export const composeMemoTransaction: LoginPort['composeMemoTransaction'] = ({ address, text }) => {
  const wallet = decodeBase58({ text: address, bytes: 32 })
  if (!wallet) {
    throw new InputError('ERR_ADDRESS_INVALID', 'This is not a Solana address.', {
      hint: 'Send it exactly as the wallet shows it.',
    })
  }
  const memo = Buffer.from(text, 'utf8')
  if (memo.length > MEMO_BYTES) {
    throw new LoginError('ERR_LOGIN_MISMATCH', 'The name of this site is too long for a login with a memo.', {
      hint: 'Sign in with a wallet that can sign messages.',
    })
  }
  return Buffer.concat(
    [
      // One signature, empty.
      [1],
      new Uint8Array(64),
      // One writable signer, and one read-only account: the program.
      [1, 0, 1],
      [2],
      wallet,
      MEMO_PROGRAM,
      new Uint8Array(32),
      // One instruction: account 1 is the program, account 0 its signer.
      [1, 1, 1, 0],
      encodeLength(memo.length),
      memo,
    ].map((part) => Uint8Array.from(part)),
  ).toString('base64')
}

/** Encode a length as compact-u16: seven bits a byte, the lowest first. */
function encodeLength(length: number): number[] {
  return length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7]
}

type VerifyEd25519 = (parameters: {
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
 * Make the function that verifies a login signed as a transaction. That function never throws.
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

type SolanaTransaction = {
  readonly signatures: readonly Uint8Array[]
  /** The bytes that the signatures sign. */
  readonly message: Uint8Array
  readonly requiredSignatures: number
  readonly accounts: readonly Uint8Array[]
  readonly blockhash: Uint8Array
  readonly instructions: readonly SolanaInstruction[]
}
type SolanaInstruction = {
  /** Index into the transaction's `accounts`, as is each byte of the instruction's `accounts`. */
  readonly program: number
  readonly accounts: Uint8Array
  readonly data: Uint8Array
}

/** Size of one network packet. */
const MOST_BYTES = 1232
const VERSIONED = 0x80

/**
 * Parse a transaction, legacy or of version 0 without look-up tables; null for anything else. Lengths must have their
 * shortest encoding, and no bytes may follow.
 * @see https://solana.com/docs/references/transactions
 */
function parseTransaction(bytes: Uint8Array): SolanaTransaction | null {
  if (bytes.length > MOST_BYTES) return null
  let at = 0
  let isShort = false
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) isShort = true
    at += length
    return bytes.subarray(at - length, at)
  }
  const byte = (): number => take(1)[0] ?? 0
  /** Read a compact-u16 of at most two bytes: a packet of 1,232 bytes needs no third. */
  const length = (): number => {
    const low = byte()
    if (low < 0x80) return low
    const high = byte()
    if (high === 0 || high >= 0x80) isShort = true
    return (low & 0x7f) | (high << 7)
  }
  const list = <Item>(read: () => Item): Item[] => {
    const items: Item[] = []
    for (let left = length(); left > 0 && !isShort; left -= 1) items.push(read())
    return items
  }
  const signatures = list(() => take(64))
  const message = bytes.subarray(at)
  const isVersioned = (message[0] ?? 0) >= VERSIONED
  if (isVersioned && byte() !== VERSIONED) return null
  const [requiredSignatures, readonlySigners, readonlyOthers] = [byte(), byte(), byte()]
  const accounts = list(() => take(32))
  const blockhash = take(32)
  const instructions = list(() => ({ program: byte(), accounts: take(length()), data: take(length()) }))
  const tables = isVersioned ? length() : 0
  if (isShort || at !== bytes.length || tables !== 0) return null
  if (signatures.length !== requiredSignatures || readonlySigners >= requiredSignatures) return null
  if (requiredSignatures + readonlyOthers > accounts.length) return null
  if (!instructions.every((instruction) => isInside(instruction, accounts.length))) return null
  return { signatures, message, requiredSignatures, accounts, blockhash, instructions }
}

/** Whether all indexes are in range. Account 0 is the payer, never a program. */
function isInside({ program, accounts }: SolanaInstruction, count: number): boolean {
  return program > 0 && program < count && accounts.every((index) => index < count)
}

/** The Memo program, version 2: version 1 does not check who signs. */
const MEMO_PROGRAM = readProgram('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr')
/** Wallets add its instructions to set the fee and the compute limit. */
const COMPUTE_BUDGET_PROGRAM = readProgram('ComputeBudget111111111111111111111111111111')
/** Wallets add guard instructions of this program to transactions that they sign. */
const LIGHTHOUSE_PROGRAM = readProgram('L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95')

/** The longest memo, in bytes. @see https://spl.solana.com/memo#compute-limits */
const MEMO_BYTES = 566

function readProgram(address: string): Uint8Array {
  return decodeBase58({ text: address, bytes: 32 }) ?? new Uint8Array(32)
}
