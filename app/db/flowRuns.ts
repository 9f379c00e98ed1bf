import type { FlowRunsPort } from '../ports/flowRuns.ts'
import type { Database } from './database.ts'
import { deleteOldRows } from './deleteOldRows.ts'
import type { DecryptSecret, EncryptSecret } from './secrets.ts'

const CLAIM = `INSERT INTO flow_run AS standing (shop_id, run, claimed_to, expires_at)
  VALUES ($1::bigint, $2::text, $4::bigint, $5::bigint)
  ON CONFLICT (shop_id, run) DO UPDATE SET claimed_to = EXCLUDED.claimed_to
    WHERE standing.answer IS NULL AND standing.claimed_to <= $3::bigint
  RETURNING run`

const purposeOf = ({ shopId, run }: { shopId: bigint; run: string }) => `flow-run.${shopId}.${run}`

/** Store runs of actions in the table `flow_run`. What was answered may open a gate, so it is encrypted. */
export function createFlowRunsPort({
  db,
  encryptSecret,
  decryptSecret,
}: {
  db: Database
  encryptSecret: EncryptSecret
  decryptSecret: DecryptSecret
}): FlowRunsPort {
  const readAnswer = (answer: unknown, purpose: string): unknown =>
    // An earlier version stored it as it is.
    typeof answer === 'string'
      ? JSON.parse(new TextDecoder().decode(decryptSecret({ sealed: answer, purpose })))
      : answer
  return {
    claim: async ({ shopId, run, at, claimedTo, expiresAt }) => {
      const rows = await db.hot.query('claim_flow_run', CLAIM, [shopId, run, at, claimedTo, expiresAt])
      if (rows.length > 0) return { kind: 'claimed' }
      const standing = await db.prisma.flowRun.findUnique({ where: { shopId_run: { shopId, run } } })
      const answer = standing?.answer ?? null
      return answer === null
        ? { kind: 'busy' }
        : { kind: 'done', answer: readAnswer(answer, purposeOf({ shopId, run })) }
    },
    finish: async ({ shopId, run, answer }) => {
      const plain = new TextEncoder().encode(JSON.stringify(answer))
      const sealed = encryptSecret({ plain, purpose: purposeOf({ shopId, run }) })
      await db.prisma.flowRun.updateMany({ where: { shopId, run }, data: { claimedTo: 0n, answer: sealed } })
    },
    release: async ({ shopId, run }) => {
      await db.prisma.$executeRaw`DELETE FROM flow_run
        WHERE shop_id = ${shopId} AND run = ${run} AND answer IS NULL`
    },
    sweep: ({ at }) => deleteOldRows(db, { table: 'flow_run', end: 'expires_at', at }),
  }
}
