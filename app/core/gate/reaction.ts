import type { ProofReaction } from '../proof/types.ts'
import { formatUnits, parseUnits } from '../requirement/amounts.ts'
import type { Reaction } from './types.ts'

/** The largest amount a proof can carry: twelve digits of thousandths. */
const MAX_THOUSANDTHS = 999_999_999_999n

/** Read what a merchant wrote ("20", "12.5", "10.50") as a reaction; null when it is not one. */
export function parseReactionValue({
  kind,
  value,
}: {
  kind: Reaction['kind']
  value: string
}): Reaction | null {
  const decimals = kind === 'percentage' ? 2 : 3
  const text = value.trim().replace(/\s*%$/, '')
  if (
    !/^[0-9]{1,12}(?:\.[0-9]{1,3})?$/.test(text) ||
    (text.split('.')[1]?.replace(/0+$/, '').length ?? 0) > decimals
  ) {
    return null
  }
  const amount = parseUnits({ text, decimals })
  if (amount < 1n) return null
  if (kind === 'percentage') return amount <= 10_000n ? { kind, hundredths: Number(amount) } : null
  return amount <= MAX_THOUSANDTHS ? { kind, thousandths: amount } : null
}

/** The reverse of `parseReactionValue`, without trailing zeros: `20`, `12.5`. */
export function formatReactionValue(reaction: Reaction): string {
  return reaction.kind === 'percentage'
    ? formatUnits({ amount: BigInt(reaction.hundredths), decimals: 2 })
    : formatUnits({ amount: reaction.thousandths, decimals: 3 })
}

/** A gate's reaction as its proofs carry it. */
export function toProofReaction(reaction: Reaction): ProofReaction {
  return {
    exclusive: false,
    price:
      reaction.kind === 'percentage'
        ? { kind: 'p', amount: BigInt(reaction.hundredths) }
        : { kind: 'f', amount: reaction.thousandths },
    freeShipping: false,
  }
}
