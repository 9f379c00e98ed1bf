import { PalisadeError, SetupError } from '../../core/errors/base.ts'
import { parseReactionJson } from '../../core/gate/reactionJson.ts'
import {
  parseCombination,
  parseGuard,
  parseLimits,
  parseSchedule,
  parseState,
  parseSubject,
  parseTest,
} from '../../core/gate/termsJson.ts'
import type { Gate, GateNumber, ShopId } from '../../core/gate/types.ts'
import { parseRequirement } from '../../core/requirement/parseRequirement.ts'
import type { Gate as GateRow } from '../generated/client.ts'

/** The columns of `gate` that make a gate. */
export type GateColumns = Omit<GateRow, 'createdAt' | 'cardShape' | 'draftId'>

/**
 * Parse a row of `gate`.
 * @throws {SetupError} ERR_STORED_INVALID with the gate's number, if another version wrote what this one cannot read
 */
export function parseGateRow(row: GateColumns): Gate {
  return parseOfGate(row.number, () => ({
    shopId: row.shopId as ShopId,
    number: Number(row.number) as GateNumber,
    name: row.name,
    discountName: row.discountName,
    state: parseState(row.state),
    test: parseTest(row.test),
    subject: parseSubject(row.subject),
    requirement: parseRequirement(row.requirement),
    reaction: parseReactionJson(row.reaction),
    cap: row.cap,
    limits: parseLimits(row.limits),
    schedule: parseSchedule(row.schedule),
    combination: parseCombination(row.combination),
    guard: parseGuard(row.guard),
    recheck: row.recheck,
    freshSignature: row.freshSignature,
    showsUses: row.showsUses,
    revision: row.revision,
    profile: row.profile,
    publication: row.published ? { kind: 'published' } : { kind: 'pending', reason: row.pendingReason },
    writtenProductIds: row.writtenProductIds.map(Number),
    writtenVariantIds: row.writtenVariantIds.map(Number),
    updatedAt: Number(row.updatedAt),
    deletedAt: row.deletedAt === null ? null : Number(row.deletedAt),
  }))
}

/**
 * Run `parse`, and name the gate in the error if it cannot be read.
 * @throws {SetupError} ERR_STORED_INVALID
 */
export function parseOfGate<T>(number: bigint, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    throw new SetupError('ERR_STORED_INVALID', `Gate ${number} cannot be read. ${error.message}`, {
      hint: 'Run the version of Palisade that wrote it, or a newer one.',
      cause: error,
    })
  }
}
