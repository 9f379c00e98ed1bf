import type { Gate, GateNumber, GateState, Reaction, ShopId, Subject } from '../../core/gate/types.ts'
import { parseRequirement } from '../../core/requirement/parseRequirement.ts'
import type { Gate as GateRow } from '../generated/client.ts'
import type { ReactionJson } from './formatDraft.ts'

/**
 * Read a row of `gate`, which only this folder writes.
 * @throws {InputError} ERR_REQUIREMENT_INVALID, ERR_CHAIN_UNKNOWN when this version cannot read what an other one wrote
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
    revision: row.revision,
    profile: row.profile,
    publication: row.published ? { kind: 'published' } : { kind: 'pending', reason: row.pendingReason },
    writtenProductIds: row.writtenProductIds.map(Number),
    updatedAt: Number(row.updatedAt),
  }
}

function parseReaction(json: ReactionJson): Reaction {
  return json.kind === 'percentage'
    ? { kind: json.kind, hundredths: json.hundredths }
    : { kind: json.kind, thousandths: BigInt(json.thousandths) }
}
