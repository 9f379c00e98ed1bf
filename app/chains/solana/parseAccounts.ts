import { encodeBase58 } from '../../core/chain/base58.ts'
import type { SolanaAddress } from '../../core/chain/types.ts'

/** An account with the part of its data that was asked for. */
export type Account = { readonly program: SolanaAddress; readonly data: Buffer }
/** A node's answer and its slot. */
export type AtSlot<T> = { readonly slot: number; readonly value: T }

/** Parse the answer to `getMultipleAccounts` for `count` addresses; null for no account. Throws for anything else. */
export function parseAccounts(result: unknown, count: number): AtSlot<readonly (Account | null)[]> {
  const { slot, value } = parseContext(result)
  if (!Array.isArray(value) || value.length !== count)
    throw new Error('the answer does not have the requested accounts')
  return { slot, value: value.map((account: unknown) => (account === null ? null : parseAccount(account))) }
}

/** Parse the wrapper of every answer about accounts. Throws for anything else. */
export function parseContext(result: unknown): AtSlot<unknown> {
  const { context, value } = readObject(result)
  const { slot } = readObject(context)
  if (typeof slot !== 'number' || !Number.isSafeInteger(slot) || slot < 0)
    throw new Error('the answer has no slot')
  return { slot, value }
}

/** Parse one account, asked for in base64. Throws for anything else. */
export function parseAccount(value: unknown): Account {
  const { owner, data } = readObject(value)
  if (
    typeof owner !== 'string' ||
    !Array.isArray(data) ||
    data[1] !== 'base64' ||
    typeof data[0] !== 'string'
  )
    throw new Error('an entry is not an account')
  return { program: owner as SolanaAddress, data: Buffer.from(data[0], 'base64') }
}

/** Read the 32-byte address at an offset of an account's data. */
export function readAddress(data: Buffer, offset: number): SolanaAddress {
  return encodeBase58(data.subarray(offset, offset + 32)) as SolanaAddress
}

export function readObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>
  throw new Error('a value is not an object')
}
