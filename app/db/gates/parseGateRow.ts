import type {
  Combination,
  Gate,
  GateNumber,
  GateState,
  Guard,
  Limits,
  Price,
  Reaction,
  Schedule,
  ShopId,
  Subject,
} from '../../core/gate/types.ts'
import { parseRequirement } from '../../core/requirement/parseRequirement.ts'
import type { Gate as GateRow } from '../generated/client.ts'
import type { PriceJson, ReactionJson } from './formatDraft.ts'

/**
 * Read a row of `gate`.
 * @throws {InputError} ERR_REQUIREMENT_INVALID, ERR_CHAIN_UNKNOWN if another version wrote what this one cannot read
 */
export function parseGateRow(row: GateRow): Gate {
  return {
    shopId: row.shopId as ShopId,
    number: Number(row.number) as GateNumber,
    name: row.name,
    state: row.state as GateState,
    subject: row.subject as unknown as Subject,
    requirement: parseRequirement(row.requirement),
    reaction: parseReaction(row.reaction as unknown as ReactionJson),
    cap: row.cap,
    limits: row.limits as unknown as Limits,
    schedule: row.schedule as unknown as Schedule,
    combination: row.combination as unknown as Combination,
    guard: row.guard as Guard,
    recheck: row.recheck,
    revision: row.revision,
    profile: row.profile,
    publication: row.published ? { kind: 'published' } : { kind: 'pending', reason: row.pendingReason },
    writtenProductIds: row.writtenProductIds.map(Number),
    writtenVariantIds: row.writtenVariantIds.map(Number),
    updatedAt: Number(row.updatedAt),
    deletedAt: row.deletedAt === null ? null : Number(row.deletedAt),
  }
}

/** Read a reaction from the column of `gate` or `gate_revision`. */
export function parseReaction({ exclusive, price, freeShipping }: ReactionJson): Reaction {
  return { exclusive, price: price && parsePrice(price), freeShipping }
}

function parsePrice(json: PriceJson): Price {
  return 'hundredths' in json ? json : { kind: json.kind, thousandths: BigInt(json.thousandths) }
}
