import type { PricePiece, ProofReaction } from '../proof/types.ts'
import { formatUnits, parseUnits } from '../requirement/amounts.ts'
import { countCurrencyDecimals } from './countCurrencyDecimals.ts'
import type { FieldIssue } from './issues.ts'
import { parseDecimalText } from './parseDecimalText.ts'
import { type PriceKind, reactionKinds, type ShareKind } from './reactionKinds.ts'
import type { Price, Reaction } from './types.ts'

/** The largest amount a proof can carry: twelve digits of thousandths. */
const MAX_THOUSANDTHS = 999_999_999_999n
const SHARE_DECIMALS = 2

/** Whether a price is a share; the others are amounts of money. */
export function isShare(kind: PriceKind): kind is ShareKind {
  return reactionKinds[kind].amount === 'share'
}

/** Parse a merchant's text ("20", "12.5", "12,5", "10.50") as a price; null if it is not one. */
export function parsePriceValue({ kind, value }: { kind: PriceKind; value: string }): Price | null {
  const decimals = isShare(kind) ? SHARE_DECIMALS : 3
  const text = parseDecimalText(removePercentSign(value))
  if (text === null || !/^[0-9]{1,12}(?:\.[0-9]{1,3})?$/.test(text)) return null
  if (listDecimals(text).replace(/0+$/, '').length > decimals) return null
  const amount = parseUnits({ text, decimals })
  if (amount < 1n) return null
  if (isShare(kind)) return amount <= 10_000n ? { kind, hundredths: Number(amount) } : null
  return amount <= MAX_THOUSANDTHS ? { kind, thousandths: amount } : null
}

/** Find what is wrong with a price's text in a shop of this currency; null if nothing is. */
export function findPriceIssue({
  kind,
  value,
  currencyCode,
}: {
  kind: PriceKind
  value: string
  currencyCode: string
}): FieldIssue | null {
  const text = parseDecimalText(removePercentSign(value))
  if (text === null) return 'comma-unclear'
  const isNumber = /^[0-9]+\.[0-9]+$/.test(text)
  const decimals = isNumber ? listDecimals(text) : ''
  if (isShare(kind)) {
    if (decimals.replace(/0+$/, '').length > SHARE_DECIMALS) return 'share-decimals'
    return parsePriceValue({ kind, value }) ? null : 'not-a-percentage'
  }
  // Zeros count too: some people write "5.000" for five thousand.
  if (decimals.length > countCurrencyDecimals(currencyCode)) return 'money-decimals'
  return parsePriceValue({ kind, value }) ? null : 'not-an-amount'
}

function removePercentSign(value: string): string {
  return value.trim().replace(/\s*%$/, '')
}

function listDecimals(text: string): string {
  return text.split('.')[1] ?? ''
}

/** The reverse of `parsePriceValue`, without trailing zeros: `20`, `12.5`. */
export function formatPriceValue(price: Price): string {
  return 'hundredths' in price
    ? formatUnits({ amount: BigInt(price.hundredths), decimals: 2 })
    : formatUnits({ amount: price.thousandths, decimals: 3 })
}

/** A gate's reaction as its proofs carry it. */
export function toProofReaction({ price, ...flags }: Reaction): ProofReaction {
  return { ...flags, price: price && toPiece(price) }
}

function toPiece(price: Price): PricePiece {
  const amount = 'hundredths' in price ? BigInt(price.hundredths) : price.thousandths
  return { kind: reactionKinds[price.kind].letter, amount }
}
