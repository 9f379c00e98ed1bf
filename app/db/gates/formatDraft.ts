import type { Combination, GateDraft, Limits, Price, Reaction, Schedule } from '../../core/gate/types.ts'
import { formatRequirement } from '../../core/requirement/formatRequirement.ts'
import type { Prisma } from '../generated/client.ts'

/** A draft in the columns of `gate`. */
export type DraftColumns = {
  name: string
  state: string
  subject: Prisma.InputJsonObject
  requirement: Prisma.InputJsonObject
  reaction: ReactionJson
  cap: number
  limits: Limits
  schedule: Schedule
  combination: Combination
  guard: string
  recheck: boolean
}
export type PriceJson =
  | { kind: 'percentage' | 'orderPercentage'; hundredths: number }
  | { kind: 'fixedAmount' | 'orderAmount'; thousandths: string }
export type ReactionJson = { exclusive: boolean; price: PriceJson | null; freeShipping: boolean }

/** Format a draft as the columns of `gate`; amounts as decimal strings. */
export function formatDraft(draft: GateDraft): DraftColumns {
  const { name, state, cap, guard, recheck } = draft
  const { perWallet, perToken, total } = draft.limits
  const { startsAt, endsAt, afterEnd } = draft.schedule
  return {
    name,
    state,
    subject: draft.subject as unknown as Prisma.InputJsonObject,
    requirement: formatRequirement(draft.requirement) as unknown as Prisma.InputJsonObject,
    reaction: formatReaction(draft.reaction),
    cap,
    limits: { perWallet, perToken, total },
    schedule: { startsAt, endsAt, afterEnd },
    combination: formatCombinationJson(draft.combination),
    guard,
    recheck,
  }
}

/** Format a combination for the columns of `gate` and `profile`, with its fields in one order. */
export function formatCombinationJson(combination: Combination): Combination {
  const { orderDiscounts, productDiscounts, shippingDiscounts, purchases } = combination
  return { orderDiscounts, productDiscounts, shippingDiscounts, purchases }
}

function formatReaction({ exclusive, price, freeShipping }: Reaction): ReactionJson {
  return { exclusive, price: price && formatPrice(price), freeShipping }
}

function formatPrice(price: Price): PriceJson {
  return 'hundredths' in price ? { ...price } : { kind: price.kind, thousandths: String(price.thousandths) }
}
