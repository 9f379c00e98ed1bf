import { InputError } from '../errors/base.ts'
import type { FlatRequirement } from './types.ts'

export type FlatRequirementInput = {
  readonly contractAddress?: string | undefined
  readonly minTokenBalance?: string | number | undefined
  readonly allowedWallets?: readonly string[] | undefined
  readonly tokenIds?: readonly string[] | undefined
  readonly collection?: string | readonly string[] | undefined
  readonly creatorAddress?: string | undefined
}

/**
 * Parse a flat requirement; null if it asks for nothing. Empty texts count as left out.
 *
 * @throws {InputError} ERR_REQUIREMENT_INVALID for a minimum that is no plain decimal, or above zero without a token.
 */
export function parseFlatRequirement(input: FlatRequirementInput): FlatRequirement | null {
  const { collection = [] } = input
  const flat: FlatRequirement = {
    contractAddress: input.contractAddress || null,
    minTokenBalance: parseMinimum(input.minTokenBalance),
    allowedWallets: input.allowedWallets ?? null,
    tokenIds: (input.tokenIds ?? []).filter(Boolean),
    collection: (typeof collection === 'string' ? [collection] : collection).filter(Boolean),
    creatorAddress: input.creatorAddress || null,
  }
  if (hasTokens(flat) || flat.allowedWallets) return flat
  if (flat.minTokenBalance === null || /^[0.]+$/.test(flat.minTokenBalance)) return null
  throw new InputError(
    'ERR_REQUIREMENT_INVALID',
    'minTokenBalance needs a token, and the request names none.',
    {
      hint: 'Send contractAddress, tokenIds, collection or creatorAddress with it.',
    },
  )
}

/** Whether a flat requirement names tokens, not only wallets. */
export function hasTokens({
  contractAddress,
  tokenIds,
  collection,
  creatorAddress,
}: FlatRequirement): boolean {
  return contractAddress !== null || tokenIds.length > 0 || collection.length > 0 || creatorAddress !== null
}

function parseMinimum(value: string | number | undefined): string | null {
  if (value === undefined || value === '') return null
  // A number beyond 2^53 has already lost digits, and JavaScript writes a small one with an exponent.
  const text = typeof value === 'string' ? value.trim() : formatNumber(value)
  if (/^[0-9]{1,78}(?:\.[0-9]{1,36})?$/.test(text)) return text
  throw new InputError('ERR_REQUIREMENT_INVALID', 'minTokenBalance is not a plain decimal number.', {
    hint: 'Write it in digits, with a point before the decimals, e.g. "1" or "0.5".',
  })
}

function formatNumber(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString()
  const text = String(value)
  return text.includes('e') ? value.toFixed(36).replace(/0+$/, '') : text
}
