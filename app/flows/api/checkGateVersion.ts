import { ConflictError, PalisadeError } from '../../core/errors/base.ts'
import { formatGateTag } from '../../core/gate/formatGateTag.ts'
import type { Gate } from '../../core/gate/types.ts'

/** Entity tags of the versions that a caller knows; null if any version will do. */
export type KnownTags = readonly string[] | null

/** Check that a caller knows a gate as it is. @throws {ConflictError} ERR_IF_MATCH_STALE */
export function checkGateVersion({ gate, knownTags }: { gate: Gate; knownTags: KnownTags }): void {
  if (knownTags !== null && !knownTags.includes(formatGateTag(gate))) throw staleVersion()
}

/** The error for a gate that was changed after the caller read it. */
export function staleVersion(): ConflictError {
  return new ConflictError('ERR_IF_MATCH_STALE', 'This gate was changed after you read it.', {
    hint: 'Read the gate again, make your change in it, and send it with the new ETag.',
  })
}

/** Whether a save failed because the gate was changed at the same moment. */
export function isStale(error: unknown): boolean {
  return error instanceof PalisadeError && error.code === 'ERR_GATE_STALE'
}
