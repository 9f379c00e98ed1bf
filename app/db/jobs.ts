import type { ShopId } from '../core/gate/types.ts'
import { parsePayload } from '../core/job/payloadJson.ts'
import type { Job, JobKind, JobPayload, JobRow } from '../core/job/types.ts'
import type { JobsPort } from '../ports/jobs.ts'
import type { Database, HotRow } from './database.ts'
import type { Prisma, Job as Row } from './generated/client.ts'

const MAX_ERROR = 1000
/** The `run_at` of a running job: later than any real time, so that a new request is always earlier. */
const NEVER = 9_999_999_999

const ADD = `INSERT INTO job AS standing (shop_id, kind, key, payload, run_at, since)
  VALUES ($1::bigint, $2::text, $3::text, jsonb_strip_nulls($4::jsonb), $5::bigint, $5::bigint)
  ON CONFLICT (shop_id, kind, key) DO UPDATE SET
    payload = standing.payload || EXCLUDED.payload,
    run_at = LEAST(standing.run_at, EXCLUDED.run_at),
    since = LEAST(standing.since, EXCLUDED.since),
    version = standing.version + 1`

const ADD_MANY = `INSERT INTO job AS standing (shop_id, kind, key, payload, run_at, since)
  SELECT $1::bigint, $2::text, key, $4::jsonb, $5::bigint, $5::bigint FROM unnest($3::text[]) AS key ORDER BY key
  ON CONFLICT (shop_id, kind, key) DO UPDATE SET
    run_at = LEAST(standing.run_at, EXCLUDED.run_at),
    since = LEAST(standing.since, EXCLUDED.since),
    version = standing.version + 1`

/**
 * A shop's kind of work has its turn as a whole. The oldest comes first, of those that are not left out. A job that has
 * failed is claimed alone, so that it holds up no other.
 */
const CLAIM = `WITH due AS (
    SELECT shop_id, kind, run_at FROM job WHERE run_at <= $1::bigint AND locked_until <= $1::bigint
    UNION ALL
    SELECT shop_id, kind, run_at FROM job
    WHERE locked_until > 0 AND locked_until <= $1::bigint AND run_at > $1::bigint
  ), turn AS (
    SELECT due.shop_id, due.kind FROM due JOIN shop ON shop.id = due.shop_id AND shop.uninstalled_at IS NULL
    WHERE due.shop_id <> ALL($4::bigint[]) AND due.shop_id || ' ' || due.kind <> ALL($5::text[])
    GROUP BY due.shop_id, due.kind ORDER BY min(due.run_at), due.shop_id, due.kind LIMIT 1
  ), head AS (
    SELECT job.attempts FROM job JOIN turn ON turn.shop_id = job.shop_id AND turn.kind = job.kind
    WHERE job.locked_until <= $1::bigint AND (job.run_at <= $1::bigint OR job.locked_until > 0)
    ORDER BY job.run_at, job.id LIMIT 1
  ), picked AS (
    SELECT job.id, job.run_at FROM job JOIN turn ON turn.shop_id = job.shop_id AND turn.kind = job.kind CROSS JOIN head
    WHERE job.locked_until <= $1::bigint AND (job.run_at <= $1::bigint OR job.locked_until > 0)
      AND (job.attempts = 0 OR head.attempts > 0)
    ORDER BY job.run_at, job.id
    LIMIT (SELECT CASE WHEN head.attempts > 0 OR turn.kind <> ALL($6::text[]) OR turn.shop_id = ANY($7::bigint[])
      THEN 1 ELSE $3::int END FROM turn, head)
    FOR UPDATE OF job SKIP LOCKED
  ), taken AS (
    UPDATE job SET locked_until = $2::bigint, run_at = ${NEVER} FROM picked WHERE job.id = picked.id
    RETURNING job.*, LEAST(picked.run_at, $1::bigint) AS was_due
  )
  SELECT taken.id, taken.shop_id, taken.kind, taken.key, taken.payload, taken.attempts, taken.version, taken.was_due,
    taken.locked_until, shop.myshopify_domain FROM taken JOIN shop ON shop.id = taken.shop_id ORDER BY taken.was_due, taken.id`

/**
 * Jobs whose process died are due since the end of their lock. With the time of a running job they would come after all
 * others, so a backlog that never ends would keep them for ever.
 */
const FREE = `UPDATE job SET locked_until = 0, run_at = LEAST(run_at, locked_until)
  WHERE id IN (SELECT id FROM job WHERE locked_until > 0 AND locked_until <= $1::bigint FOR UPDATE SKIP LOCKED)`

const DONE = `DELETE FROM job USING unnest($1::bigint[], $2::int[]) AS done (id, version)
  WHERE job.id = done.id AND job.version = done.version AND job.locked_until = $3::bigint`
const AGAIN = `UPDATE job SET locked_until = 0, attempts = 0, last_error = NULL, since = run_at
  FROM unnest($1::bigint[], $2::int[]) AS done (id, version)
  WHERE job.id = done.id AND job.version <> done.version AND job.locked_until = $3::bigint`

const FAIL = `UPDATE job SET locked_until = 0, attempts = attempts + 1, last_error = $2::text,
    run_at = LEAST(run_at, $3::bigint)
  WHERE id = $1::bigint AND locked_until = $4::bigint`

const RETURN = `UPDATE job SET locked_until = 0, last_error = $3::text, run_at = LEAST(job.run_at, back.run_at)
  FROM unnest($1::bigint[], $2::bigint[]) AS back (id, run_at)
  WHERE job.id = back.id AND job.locked_until = $4::bigint`

const SET_DUE = `UPDATE job SET run_at = LEAST(run_at, $2::bigint) WHERE shop_id = $1::bigint AND attempts > 0`

const RENEW = `UPDATE job SET locked_until = $3::bigint WHERE id = ANY($1::bigint[]) AND locked_until = $2::bigint
  RETURNING id`

const COUNT = `SELECT kind, count(*) FILTER (WHERE locked_until = 0) AS waiting,
    count(*) FILTER (WHERE locked_until > 0) AS running, count(*) FILTER (WHERE attempts > 0) AS failing,
    min(since) FILTER (WHERE locked_until = 0 AND since <= $1::bigint) AS oldest
  FROM job JOIN shop ON shop.id = job.shop_id AND shop.uninstalled_at IS NULL GROUP BY kind ORDER BY kind`

const FIND_BACKLOG = `SELECT count(*) AS count, min(since) AS oldest,
    (array_agg(last_error ORDER BY since) FILTER (WHERE last_error IS NOT NULL))[1] AS last_error
  FROM job WHERE shop_id = $1::bigint AND kind = $2::text AND since <= $3::bigint`

const ENSURE = `INSERT INTO job (shop_id, kind, key, run_at, since)
  SELECT shop.id, $1::text, $2::text, $3::bigint, $3::bigint FROM shop WHERE shop.uninstalled_at IS NULL
  ON CONFLICT (shop_id, kind, key) DO NOTHING`

/** Store the job queue in the table `job`. */
export function createJobsPort({ db }: { db: Database }): JobsPort {
  return {
    add: async ({ shopId, kind, key, payload, runAt }) => {
      await db.hot.query('add_job', ADD, [shopId, kind, key, JSON.stringify(payload ?? {}), runAt])
    },
    claim: async ({ at, lockSeconds, limit, together, without, probed = [] }) => {
      const { shops = [], turns = [] } = without ?? {}
      const values = [at, at + lockSeconds, limit, shops, turns.map(formatTurn), together ?? [], probed]
      const rows = await db.hot.query('claim_jobs', CLAIM, values)
      // An empty queue costs one statement. What fails here is tried again after the next claim.
      if (rows.length > 0) await db.hot.query('free_jobs', FREE, [at]).catch(() => undefined)
      return rows.map(parseJobRow)
    },
    done: async ({ jobs, lockedUntil }) => {
      const values = [jobs.map(({ id }) => id), jobs.map(({ version }) => version), lockedUntil]
      await db.hot.query('job_done', DONE, values)
      await db.hot.query('job_again', AGAIN, values)
    },
    fail: async ({ id, lockedUntil, error, runAt }) => {
      await db.hot.query('fail_job', FAIL, [id, error.slice(0, MAX_ERROR), runAt, lockedUntil])
    },
    giveBack: async ({ jobs, lockedUntil, error }) => {
      const dues = jobs.map(({ dueAt }) => dueAt)
      const values = [jobs.map(({ id }) => id), dues, error.slice(0, MAX_ERROR), lockedUntil]
      await db.hot.query('return_jobs', RETURN, values)
    },
    setDue: async ({ shopId, at }) => {
      await db.hot.query('set_jobs_due', SET_DUE, [shopId, at])
    },
    renew: async ({ jobs, lockedUntil, until }) => {
      const rows = await db.hot.query('renew_jobs', RENEW, [jobs.map(({ id }) => id), lockedUntil, until])
      return rows.length === jobs.length
    },
    findBacklog: async ({ shopId, kind, at }) => {
      const [row] = await db.hot.query('find_backlog', FIND_BACKLOG, [shopId, kind, at])
      if (!row || row.oldest === null) return null
      const lastError = row.last_error === null ? null : String(row.last_error)
      return { count: Number(row.count), oldestDueAt: Number(row.oldest), lastError }
    },
    find: async ({ shopId, kind, key }) => {
      const row = await db.prisma.job.findUnique({ where: { shopId_kind_key: { shopId, kind, key } } })
      return row && { ...toJobRow(row), payload: parsePayload(row.payload) }
    },
    list: async ({ shopId, limit }) => {
      const rows = await db.prisma.job.findMany({
        where: { shopId },
        orderBy: [{ attempts: 'desc' }, { runAt: 'asc' }, { id: 'asc' }],
        take: limit,
      })
      return rows.map(toJobRow)
    },
    count: async ({ at }) => {
      const rows = await db.hot.query('count_jobs', COUNT, [at])
      return rows.map(({ kind, waiting, running, failing, oldest }) => ({
        kind: String(kind) as JobKind,
        waiting: Number(waiting),
        running: Number(running),
        failing: Number(failing),
        oldestDueAt: oldest === null ? null : Number(oldest),
      }))
    },
    ensure: async ({ kind, key, runAt }) => {
      await db.hot.query('ensure_jobs', ENSURE, [kind, key, runAt])
    },
  }
}

/**
 * Queue one job for each key in the caller's transaction, so that the change and its follow-up work are saved together.
 * Unlike `add`, this leaves the payload of a queued job as it is. One statement. `runAt` is in unix seconds.
 */
export async function addJobs(parameters: {
  tx: Prisma.TransactionClient
  shopId: bigint
  kind: JobKind
  keys: readonly string[]
  payload?: JobPayload
  runAt: number
}): Promise<void> {
  const { tx, shopId, kind, keys, payload = {}, runAt } = parameters
  if (keys.length === 0) return
  await tx.$executeRawUnsafe(ADD_MANY, shopId, kind, keys, JSON.stringify(payload), runAt)
}

function toJobRow({ id, kind, key, runAt, attempts, lockedUntil, lastError }: Row): JobRow {
  return {
    id,
    kind: kind as JobKind,
    key,
    runAt: Number(runAt),
    attempts,
    isRunning: lockedUntil > 0n,
    lastError,
  }
}

function formatTurn({ shopId, kind }: Pick<Job, 'shopId' | 'kind'>): string {
  return `${shopId} ${kind}`
}

function parseJobRow(row: HotRow): Job {
  return {
    id: BigInt(row.id as string | number),
    shopId: BigInt(row.shop_id as string | number) as ShopId,
    myshopifyDomain: String(row.myshopify_domain),
    kind: String(row.kind) as JobKind,
    key: String(row.key),
    payload: parsePayload(row.payload),
    attempts: Number(row.attempts),
    version: Number(row.version),
    lockedUntil: Number(row.locked_until),
    dueAt: Number(row.was_due),
  }
}
