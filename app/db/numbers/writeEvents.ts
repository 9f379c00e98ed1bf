import { toComparableAddress } from '../../core/chain/toComparableAddress.ts'
import { formatAnswerDetail } from '../../core/numbers/answerDetailJson.ts'
import type { UnlockEvent } from '../../core/numbers/types.ts'
import type { Database } from '../database.ts'
import { formatTellSql } from '../messages/formatTellSql.ts'
import { hashHolder } from './hashHolder.ts'

// Of a renewal only a changed answer is kept: compared with the one before it in this batch, else with the latest stored.
const KEPT = `given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS one(n int, shop_id bigint, visit_id text, at bigint, day_on text,
      gate bigint, revision int, outcome text, is_login boolean, detail jsonb, wallets jsonb, holder text,
      is_told boolean, told_wallets jsonb)
  ), judged AS (
    SELECT given.*, COALESCE(lag(outcome) OVER (PARTITION BY visit_id, gate ORDER BY n), (
      SELECT latest.outcome FROM unlock_event AS latest
      WHERE latest.visit_id = given.visit_id AND latest.gate = given.gate ORDER BY latest.id DESC LIMIT 1
    )) AS outcome_before
    FROM given
  ), kept AS MATERIALIZED (
    SELECT nextval('unlock_event_id_seq') AS id, chosen.* FROM (
      SELECT * FROM judged WHERE is_login OR outcome_before IS DISTINCT FROM outcome ORDER BY n
    ) AS chosen
  )`
const LOG = `logged AS (
    INSERT INTO unlock_event (id, shop_id, visit_id, at, gate, revision, outcome, detail, holder)
    SELECT id, shop_id, visit_id, at, gate, revision, outcome, detail, decode(holder, 'hex') FROM kept
  ), linked AS (
    INSERT INTO unlock_wallet (shop_id, address, backwards, at, event_id)
    SELECT kept.shop_id, convert_to(wallet, 'UTF8'), convert_to(reverse(wallet), 'UTF8'), kept.at, kept.id
    FROM kept CROSS JOIN LATERAL (SELECT DISTINCT jsonb_array_elements_text(kept.wallets) AS wallet) AS one
  )`
// Every writer locks holders before counters, both in the order of their keys, so that no two deadlock. Holders are
// locked before they are remembered, because a statement does not lock a row that it has changed itself.
const REMEMBER = `holder AS MATERIALIZED (
    SELECT kept.shop_id, scope.gate, decode(kept.holder, 'hex') AS fingerprint, min(day_on) AS first_on, max(day_on) AS last_on
    FROM kept CROSS JOIN LATERAL (VALUES (kept.gate), (0::bigint)) AS scope(gate)
    WHERE kept.holder IS NOT NULL GROUP BY 1, 2, 3
  ), returned AS MATERIALIZED (
    SELECT known.shop_id, known.gate, holder.last_on AS day_on FROM gate_holder AS known
    JOIN holder USING (shop_id, gate, fingerprint)
    WHERE known.last_on < holder.last_on ORDER BY known.shop_id, known.gate, known.fingerprint FOR UPDATE OF known
  ), remembered AS (
    INSERT INTO gate_holder (shop_id, gate, fingerprint, first_on, last_on)
    SELECT * FROM holder WHERE (SELECT count(*) FROM returned) >= 0 ORDER BY shop_id, gate, fingerprint
    ON CONFLICT (shop_id, gate, fingerprint) DO UPDATE SET last_on = GREATEST(gate_holder.last_on, EXCLUDED.last_on)
    RETURNING 1
  )`
const COUNT = `INSERT INTO gate_day (shop_id, gate, day_on, kind, count)
  SELECT shop_id, gate, day_on, kind, count FROM (
    SELECT kept.shop_id, scope.gate, day_on, outcome AS kind, count(*) FROM kept
    CROSS JOIN LATERAL (VALUES (kept.gate), (0::bigint)) AS scope(gate) GROUP BY 1, 2, 3, 4
    UNION ALL SELECT shop_id, gate, day_on, 'returning', count(*) FROM returned GROUP BY 1, 2, 3
  ) AS counted
  WHERE (SELECT count(*) FROM remembered) >= 0 ORDER BY shop_id, gate, day_on, kind
  ON CONFLICT (shop_id, gate, day_on, kind) DO UPDATE SET count = gate_day.count + EXCLUDED.count`
const WRITE = `WITH ${KEPT}, ${LOG}, ${REMEMBER} ${COUNT}`
// A statement of its own, so that shops without receivers pay nothing.
const NEWS = `news AS (
    SELECT n, shop_id, CASE outcome WHEN 'open' THEN 'gate.unlocked' ELSE 'gate.refused' END AS kind, gate, at,
      jsonb_build_object('v', 1, 'gate', gate)
        || CASE outcome WHEN 'open' THEN '{}'::jsonb ELSE jsonb_build_object('because', outcome) END AS data,
      jsonb_build_object('wallets', told_wallets) AS personal, NULL::bigint AS order_id, visit_id
    FROM kept WHERE is_told
  )`
const WRITE_AND_TELL = `WITH ${KEPT}, ${LOG}, ${REMEMBER}, ${NEWS}, ${formatTellSql('news')} ${COUNT}`

/** Write events to the log, count them, remember their holders and tell receivers, all in one statement. */
export async function writeEvents({
  db,
  hashPersonal,
  events,
}: {
  db: Database
  hashPersonal: (text: string) => string
  events: readonly UnlockEvent[]
}): Promise<void> {
  const rows = events.map(({ shopId, detail, wallets, holder, ...event }, n) => ({
    n,
    shop_id: String(shopId),
    visit_id: event.visitId,
    at: event.at,
    day_on: event.dayOn,
    gate: event.gate,
    revision: event.revision,
    outcome: event.outcome,
    is_login: event.isLogin,
    detail: formatAnswerDetail(detail),
    wallets: wallets.map(toComparableAddress),
    is_told: event.isTold,
    told_wallets: event.isTold ? (holder === null ? wallets : [holder]) : [],
    holder: holder === null ? null : hashHolder({ hashPersonal, shopId, address: holder }),
  }))
  const [name, sql] = rows.some((row) => row.is_told)
    ? ['write_events_and_tell', WRITE_AND_TELL]
    : ['write_events', WRITE]
  await db.hot.query(name, sql, [JSON.stringify(rows)])
}
