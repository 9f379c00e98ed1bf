/*
 * The second half of the statement of `formatReserveSql`: it writes what the first half chose in `taking`, `unit`,
 * `place` and `holder`, and answers.
 */

const HELD = `held AS MATERIALIZED (
    SELECT id FROM reservation
    WHERE id IN (SELECT standing_id FROM taking) AND open_key IS NOT NULL ORDER BY gate FOR UPDATE
  )`

/**
 * Update the open reservations: add missing units and drop those not kept. No effect on a reservation that changed
 * after the snapshot.
 */
const KEPT = `kept AS (
    UPDATE reservation SET
      units = taking.kept_units || taking.new_units,
      revision = GREATEST(reservation.revision, taking.revision),
      ends_at = GREATEST(reservation.ends_at, taking.ends_at),
      updated_at = $3::bigint
    FROM taking
    WHERE reservation.id = taking.standing_id AND reservation.id IN (SELECT id FROM held)
      AND reservation.open_key = taking.open_key AND reservation.units = taking.standing_units
    RETURNING reservation.id, reservation.gate, reservation.units
  )`

const MADE = `made AS (
    INSERT INTO reservation
      (shop_id, gate, revision, visit_id, state, units, open_key, ends_at, created_at, updated_at)
    SELECT $1::bigint, gate, revision, $2::text, 'open', new_units, open_key, ends_at, $3::bigint, $3::bigint
    FROM taking WHERE standing_id IS NULL ORDER BY gate
    ON CONFLICT (open_key) DO NOTHING
    RETURNING id, gate, units
  )`

const DONE = `done AS MATERIALIZED (
    SELECT * FROM kept UNION ALL SELECT * FROM made
  )`

/** Delete the use of a token that another token replaces. */
const GIVEN = `given AS (
    DELETE FROM redemption USING kept JOIN taking ON taking.standing_id = kept.id
    WHERE taking.kept_units <> taking.standing_units
      AND redemption.reservation_id = kept.id AND redemption.kind = 'token'
  )`

const USED = `used AS (
    INSERT INTO redemption (shop_id, gate, kind, key, slot, reservation_id)
    SELECT $1::bigint, unit.gate, unit.kind, unit.key, unit.slot, done.id
    FROM done JOIN unit ON unit.gate = done.gate
    WHERE unit.kind <> 'total'
    ORDER BY unit.gate, unit.kind, unit.key, unit.slot
  )`

const PLACED = `placed AS (
    UPDATE total_slot SET reservation_id = done.id
    FROM done JOIN place ON place.gate = done.gate
    WHERE total_slot.shop_id = $1::bigint AND total_slot.gate = place.gate AND total_slot.slot = place.slot
  )`

/**
 * Delete holders whose reservation has ended but is not released yet, and a token that another token replaces. Each is
 * looked up by a key of its own: with the two conditions in one OR, PostgreSQL reads every open place of the gate.
 */
const LEFT = `left_place AS (
    DELETE FROM open_place USING (
      SELECT old.gate, old.kind, old.key
      FROM done JOIN holder ON holder.gate = done.gate AND NOT holder.is_own
      CROSS JOIN LATERAL (
        SELECT ended.gate, ended.kind, ended.key
        FROM open_place AS ended JOIN reservation ON reservation.id = ended.reservation_id
        WHERE ended.shop_id = $1::bigint AND ended.gate = holder.gate AND ended.kind = holder.kind
          AND ended.key = holder.key AND reservation.ends_at <= $3::bigint
        UNION SELECT replaced.gate, replaced.kind, replaced.key
        FROM open_place AS replaced
        WHERE holder.kind = 'token' AND replaced.reservation_id = done.id AND replaced.shop_id = $1::bigint
          AND replaced.gate = holder.gate AND replaced.kind = 'token'
      ) AS old
    ) AS gone
    WHERE open_place.shop_id = $1::bigint AND open_place.gate = gone.gate AND open_place.kind = gone.kind
      AND open_place.key = gone.key
    RETURNING 1
  )`

// Counting `left_place` makes PostgreSQL delete those rows before it inserts the same keys.
const SEATED = `seated AS (
    INSERT INTO open_place (shop_id, gate, kind, key, reservation_id)
    SELECT $1::bigint, holder.gate, holder.kind, holder.key, done.id
    FROM done JOIN holder ON holder.gate = done.gate
    WHERE NOT holder.is_own AND (SELECT count(*) FROM left_place) >= 0
    ORDER BY holder.gate, holder.kind, holder.key
  )`

/** A row without a reservation and without a limit means that a concurrent caller was in the way. */
export const RESERVE_ANSWER = `SELECT fit.gate, done.id AS reservation_id, done.units, COALESCE(fit.used_up,
    (SELECT 'total' FROM place WHERE place.gate = fit.gate AND NOT place.is_there)) AS used_up,
    CASE fit.used_up
      WHEN 'wallet-place' THEN (SELECT max(ends_at) FROM blocked WHERE blocked.gate = fit.gate AND blocked.kind = 'wallet')
      WHEN 'token-place' THEN (SELECT min(ends_at) FROM blocked WHERE blocked.gate = fit.gate AND blocked.kind = 'token')
    END AS held_until
  FROM fit LEFT JOIN done ON done.gate = fit.gate`

/** The steps that write, in the order of their locks. */
export const RESERVE_WRITES = [HELD, KEPT, MADE, DONE, GIVEN, USED, PLACED, LEFT, SEATED]
