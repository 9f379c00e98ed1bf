import { createHash } from 'node:crypto'
import { makeWallet, type Wallet } from '../../bench/api/wallets.ts'

/** Every tenth shopper of a drop holds no coin. */
const EMPTY_EACH = 10

export type Shopper = {
  readonly wallet: Wallet
  /** An address of the internet that no other shopper has. */
  readonly address: string
}

/** Make a shopper of a drop by number: the same wallet in every process. Anybody can make it. */
export function makeShopper(number: number): Shopper {
  const key = createHash('sha256').update(`palisade drop ${number}`).digest()
  const address = `44.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  return { wallet: makeWallet(key), address }
}

/** Whether the shopper of this number holds a coin. */
export const isHolder = (number: number): boolean => number % EMPTY_EACH !== 0
