import type { GateNumber } from '../core/gate/types.ts'
import { requestInProgress } from '../core/gateRequest/requestInProgress.ts'
import type { GateRequest } from '../core/gateRequest/types.ts'
import type { GateRequestsPort } from '../ports/gateRequests.ts'
import { createSweep } from './createSweep.ts'
import type { Database } from './database.ts'
import type { Prisma } from './generated/client.ts'

const CLAIM = `INSERT INTO gate_request (project_id, key, fingerprint, claim_id, claimed_to, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (project_id, key) DO UPDATE SET fingerprint = EXCLUDED.fingerprint, claim_id = EXCLUDED.claim_id,
    claimed_to = EXCLUDED.claimed_to, expires_at = EXCLUDED.expires_at, gate_number = NULL
  WHERE gate_request.expires_at <= $7 OR (gate_request.gate_number IS NULL AND gate_request.claimed_to <= $7)
  RETURNING claim_id`
const FIND = 'SELECT fingerprint, gate_number FROM gate_request WHERE project_id = $1 AND key = $2'
const RELEASE =
  'DELETE FROM gate_request WHERE project_id = $1 AND key = $2 AND claim_id = $3 AND gate_number IS NULL'

/** Store idempotency keys in the table `gate_request`. Every hundredth claim deletes those that have expired. */
export function createGateRequestsPort({ db }: { db: Database }): GateRequestsPort {
  const sweep = createSweep({ db, table: 'gate_request' })
  return {
    claim: async ({ request: { projectId, key, claimId }, fingerprint, at, claimedTo, expiresAt }) => {
      await sweep(at)
      const claimed = await db.hot.query('claim_gate_request', CLAIM, [
        ...[projectId, key, fingerprint, claimId, claimedTo, expiresAt, at],
      ])
      if (claimed.length > 0) return { kind: 'claimed' }
      const [row] = await db.hot.query('find_gate_request', FIND, [projectId, key])
      // No row: the other attempt has just given its claim back.
      if (!row) return { kind: 'busy' }
      if (row.fingerprint !== fingerprint) return { kind: 'other-body' }
      if (row.gate_number === null) return { kind: 'busy' }
      return { kind: 'done', number: Number(row.gate_number) as GateNumber }
    },
    release: async ({ request: { projectId, key, claimId } }) => {
      await db.hot.query('release_gate_request', RELEASE, [projectId, key, claimId])
    },
  }
}

/**
 * Complete a claim in the transaction that creates its gate, so that neither is stored without the other.
 * @throws {ConflictError} ERR_IDEMPOTENCY_BUSY if another attempt has taken the claim over
 */
export async function setRequestGate(parameters: {
  tx: Prisma.TransactionClient
  request: GateRequest
  number: bigint
}): Promise<void> {
  const { tx, request, number } = parameters
  const { projectId, key, claimId } = request
  const { count } = await tx.gateRequest.updateMany({
    where: { projectId, key, claimId, gateNumber: null },
    data: { gateNumber: number },
  })
  if (count === 0) throw requestInProgress()
}
