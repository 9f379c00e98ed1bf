import type { TokenRange } from '../tokenRange.ts'

/** 32 bytes as a contract reads and answers them: 0x and 64 lower-case hex digits. */
export type Word = `0x${string}`

/** An argument of a call: the wallet, the id of one of its tokens, its index among the wallet's tokens, or a value. */
export type CallArgument = 'wallet' | 'id' | 'index' | Word

/**
 * How the answer counts.
 *
 * `amount`: the number itself; of several wallets or ids the sum. `largest`: the number itself; of several wallets the
 * largest, as a score is one person's. The others count 1 for each wallet, or for each id: `true`; `equal` to a value;
 * `later` than now, in unix seconds; the address of the `wallet`.
 */
export type CallAnswer = 'true' | 'amount' | 'largest' | 'equal' | 'later' | 'wallet'

/** A question to a view function of a contract, about a wallet. */
export type CallQuestion = {
  /** `userInfo(uint256,address)(uint256,uint256)`: the types of the arguments, then those of the answer. */
  readonly method: string
  /** One for each type of the arguments. */
  readonly args: readonly CallArgument[]
  /** Which word of the answer counts, from 0. */
  readonly word: number
  readonly answer: CallAnswer
  /** For `equal`; null otherwise. */
  readonly equals: Word | null
  /** For an argument `id`: the ids that are asked about. Empty for all that the wallet owns. */
  readonly tokenIds: readonly TokenRange[]
  /** Whether a refusal with a reason means 0. Otherwise it is unread. A refusal without one is always unread. */
  readonly isRefusalNo: boolean
}
