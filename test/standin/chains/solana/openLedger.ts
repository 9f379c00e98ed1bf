import { type Address, address, type EncodedAccount, getTransactionDecoder, lamports } from '@solana/kit'
import { FailedTransactionMetadata, LiteSVM } from 'litesvm'
import { encodeBase58 } from '../../../../app/core/chain/base58.ts'

export const TOKEN_PROGRAM = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA'
export const TOKEN_2022_PROGRAM = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb'

export type LedgerAccount = {
  readonly address: string
  readonly owner: string
  readonly lamports: bigint
  readonly executable: boolean
  readonly data: Buffer
}
export type Ledger = {
  readonly slot: () => number
  /** Move to the next slot. */
  readonly advance: () => void
  readonly latestBlockhash: () => string
  readonly rentOf: (bytes: number) => bigint
  readonly find: (account: string) => LedgerAccount | null
  readonly listOf: (program: string) => LedgerAccount[]
  readonly airdrop: (parameters: { to: string; lamports: bigint }) => string
  /** Write an account directly, for programs that are not on the ledger. No transaction could do this. */
  readonly put: (parameters: { address: string; owner: string; data: Uint8Array }) => void
  /** Execute a signed transaction in a slot of its own and return its signature. @throws LedgerError when it fails. */
  readonly send: (transaction: Uint8Array) => string
  /** Slot in which the transaction with this signature was executed; null if it was not. */
  readonly slotOf: (signature: string) => number | null
}

/** A failed transaction, with its logs in a node's form. */
export class LedgerError extends Error {
  readonly data: { readonly err: string; readonly logs: readonly string[] }
  constructor(err: string, logs: readonly string[]) {
    super(`Transaction simulation failed: ${err}`)
    this.data = { err, logs }
  }
}

const FIRST_SLOT = 300_000_000

/**
 * Open an empty ledger in this process, with the System, SPL Token, Token-2022, associated token account and Memo
 * programs. Every transaction takes one slot.
 */
export function openLedger(): Ledger {
  const svm = new LiteSVM().withBlockhashCheck(false)
  const slots = new Map<string, number>()
  // Cached, because copying thousands of accounts out of the machine is the slowest step here.
  const listed = new Map<string, LedgerAccount[]>()
  let slot = FIRST_SLOT
  svm.warpToSlot(BigInt(slot))
  const advance = () => {
    slot += 1
    svm.warpToSlot(BigInt(slot))
  }
  const keep = (signature: string) => {
    listed.clear()
    advance()
    slots.set(signature, slot)
    return signature
  }
  return {
    slot: () => slot,
    advance,
    latestBlockhash: () => svm.latestBlockhash(),
    rentOf: (bytes) => svm.minimumBalanceForRentExemption(BigInt(bytes)),
    find: (account) => {
      const found = svm.getAccount(address(account))
      return found.exists ? toAccount(found) : null
    },
    listOf: (program) => {
      const known = listed.get(program) ?? svm.getProgramAccounts(address(program)).map(toAccount)
      listed.set(program, known)
      return known
    },
    airdrop: ({ to, lamports: amount }) => {
      const result = svm.airdrop(address(to), lamports(amount))
      if (!result) throw new Error(`The airdrop to ${to} failed.`)
      return keep(encodeBase58(ensureDone(result).signature()))
    },
    put: ({ address: at, owner, data }) => {
      listed.clear()
      svm.setAccount({
        address: address(at),
        programAddress: address(owner),
        data: new Uint8Array(data),
        executable: false,
        lamports: lamports(svm.minimumBalanceForRentExemption(BigInt(data.length))),
        space: BigInt(data.length),
      })
    },
    send: (transaction) => {
      const result = svm.sendTransaction(getTransactionDecoder().decode(transaction))
      return keep(encodeBase58(ensureDone(result).signature()))
    },
    slotOf: (signature) => slots.get(signature) ?? null,
  }
}

function ensureDone<Done>(result: Done | FailedTransactionMetadata): Done {
  if (!(result instanceof FailedTransactionMetadata)) return result
  throw new LedgerError(result.err().toString(), result.meta().logs())
}

function toAccount(found: EncodedAccount): LedgerAccount {
  return {
    address: found.address satisfies Address,
    owner: found.programAddress,
    lamports: found.lamports,
    executable: found.executable,
    data: Buffer.from(found.data),
  }
}
