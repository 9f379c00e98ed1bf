export type SolanaTransaction = {
  readonly signatures: readonly Uint8Array[]
  /** The bytes that the signatures sign. */
  readonly message: Uint8Array
  readonly requiredSignatures: number
  readonly accounts: readonly Uint8Array[]
  readonly blockhash: Uint8Array
  readonly instructions: readonly SolanaInstruction[]
}
export type SolanaInstruction = {
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
export function parseTransaction(bytes: Uint8Array): SolanaTransaction | null {
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
