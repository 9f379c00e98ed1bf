import { WHOLE_SHOP } from '../../core/job/wholeShop.ts'

/**
 * SQL of two common table expressions, `told` and `woken`, which write a message for each receiver that wants it, and
 * queue the job that sends them. `given` is one before them, with the columns n, shop_id, kind, gate, at, data, personal,
 * order_id and visit_id.
 */
export function formatTellSql(given: string): string {
  return `told AS (
    INSERT INTO message (name, receiver_id, shop_id, kind, gate, at, data, order_id, visit_id, due_at)
    SELECT 'msg_' || replace(gen_random_uuid()::text, '-', ''), receiver.id, news.shop_id, news.kind, news.gate, news.at,
      CASE WHEN receiver.has_wallets THEN news.data || news.personal ELSE news.data END,
      news.order_id, news.visit_id, news.at
    FROM ${given} AS news JOIN receiver ON receiver.shop_id = news.shop_id AND receiver.state = 'on'
      AND news.kind = ANY(receiver.messages)
      AND (news.gate IS NULL OR cardinality(receiver.gates) = 0 OR news.gate = ANY(receiver.gates))
    ORDER BY news.n RETURNING shop_id, at
  ), woken AS (
    INSERT INTO job AS standing (shop_id, kind, key, run_at, since)
    SELECT shop_id, 'messages', '${WHOLE_SHOP}', min(at), min(at) FROM told GROUP BY shop_id ORDER BY shop_id
    ON CONFLICT (shop_id, kind, key) DO UPDATE SET
      run_at = LEAST(standing.run_at, EXCLUDED.run_at),
      since = LEAST(standing.since, EXCLUDED.since),
      version = standing.version + 1
  )`
}
