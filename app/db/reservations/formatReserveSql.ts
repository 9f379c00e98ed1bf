import { formatUnnestSql } from '../formatUnnestSql.ts'
import { RESERVE_ANSWER, RESERVE_WRITES } from './reserveWrites.ts'

/*
 * The one statement that reserves. All callers take its locks in the same order, so that no two deadlock: slots of a
 * total, by gate; reservations, by gate; redemptions, by gate, kind and key; holders of open slots, likewise. The
 * statement chooses from its snapshot. If another transaction takes the same unit meanwhile, a unique key rejects the
 * whole statement.
 *
 * $1 shop, $2 visit, $3 unix seconds, $4 to $11 the wants, $12 and $13 their wallets, $14 and $15 their tokens.
 */

/**
 * Format the statement. With `waits` it waits for slots that other transactions have locked, and picks free slots at
 * random.
 */
export function formatReserveSql({ waits }: { waits: boolean }): string {
  const named = [NAMED, WANT, BLOCKED]
  const chosen = [
    composeWalletSql(waits),
    composeTokenSql(waits),
    HOLDER,
    FIT,
    composeTotalSql(waits),
    UNIT,
    TAKING,
  ]
  return `WITH ${[...named, ...chosen, ...RESERVE_WRITES].join(', ')} ${RESERVE_ANSWER}`
}

const WANTS = formatUnnestSql({
  first: 4,
  as: 'asked',
  columns: {
    ...{
      gate: 'bigint',
      revision: 'int',
      ends_at: 'bigint',
      per_wallet: 'int',
      per_token: 'int',
      total: 'int',
      is_whole: 'int',
    },
    open_key: 'text',
  },
})
/** A gate, and the key of a wallet or token. */
const KEYS = { as: 'named', columns: { gate: 'bigint', key: 'text' } } as const

const NAMED = `named_wallet AS MATERIALIZED (
    ${formatUnnestSql({ first: 12, ...KEYS })}
  ), named_token AS MATERIALIZED (
    SELECT named.*, row_number() OVER () AS place FROM (
      ${formatUnnestSql({ first: 14, ...KEYS })}
    ) AS named
  )`

/**
 * Each want, with the visit's open reservation at the gate and the units that this reservation keeps. A token that the
 * wallets no longer hold is not kept. If not all tokens are known, or none is named, it may be one of the others, and
 * the reservation keeps it.
 */
const WANT = `want AS MATERIALIZED (
    SELECT asked.*, standing.id AS standing_id, standing.units AS standing_units, standing.kept_units,
      standing.ends_at > $3::bigint AS is_running
    FROM (${WANTS}) AS asked
    LEFT JOIN LATERAL (
      SELECT id, ends_at, units, (
          SELECT COALESCE(jsonb_agg(each.unit ORDER BY each.place), '[]')
          FROM jsonb_array_elements(units) WITH ORDINALITY AS each(unit, place)
          WHERE asked.per_token IS NULL OR each.unit ->> 'kind' <> 'token' OR asked.is_whole = 0
            OR NOT EXISTS (SELECT 1 FROM named_token AS named WHERE named.gate = asked.gate)
            OR EXISTS (SELECT 1 FROM named_token AS named WHERE named.gate = asked.gate AND named.key = each.unit ->> 'key')
        ) AS kept_units
      FROM reservation WHERE open_key = asked.open_key AND shop_id = $1::bigint LIMIT 1
    ) AS standing ON true
    ORDER BY asked.gate
  )`

/**
 * For gates with a total: the wallets and tokens that hold an open slot in another cart, and until when. A token that is
 * kept may not be among the named ones. Each has one place at most, and `LIMIT` keeps PostgreSQL from joining all places
 * of the gate.
 */
const BLOCKED = `blocked AS MATERIALIZED (
    SELECT want.gate, named.kind, named.key, held.ends_at
    FROM want
    JOIN (
      SELECT gate, 'wallet' AS kind, key FROM named_wallet
      UNION SELECT gate, 'token', key FROM named_token
      UNION SELECT asked.gate, 'token', unit ->> 'key'
      FROM want AS asked CROSS JOIN LATERAL jsonb_array_elements(asked.kept_units) AS unit
      WHERE unit ->> 'kind' = 'token'
    ) AS named ON named.gate = want.gate
    CROSS JOIN LATERAL (
      SELECT reservation.ends_at FROM open_place JOIN reservation ON reservation.id = open_place.reservation_id
      WHERE open_place.shop_id = $1::bigint AND open_place.gate = named.gate AND open_place.kind = named.kind
        AND open_place.key = named.key AND open_place.reservation_id IS DISTINCT FROM want.standing_id
        AND reservation.ends_at > $3::bigint
      LIMIT 1
    ) AS held
    WHERE want.total IS NOT NULL
  )`

/** A free slot of each wallet that has no slot in this reservation yet; null if the wallet has no free one. */
const composeWalletSql = (waits: boolean) => `wallet AS MATERIALIZED (
    SELECT want.gate, named.key, free.slot
    FROM want JOIN named_wallet AS named ON named.gate = want.gate
    ${composeFreeSql('wallet', waits)}
    WHERE want.per_wallet IS NOT NULL
      AND NOT COALESCE(want.kept_units, '[]') @> jsonb_build_array(jsonb_build_object('kind', 'wallet', 'key', named.key))
  )`

/** The first token with a free slot, preferably one without an open slot in another cart; null if no token has one. */
const composeTokenSql = (waits: boolean) => `token AS MATERIALIZED (
    SELECT want.gate, first.key, first.slot, first.is_blocked
    FROM want
    LEFT JOIN LATERAL (
      SELECT named.key, free.slot, ${isBlocked('want.gate', 'token', 'named.key')} AS is_blocked
      FROM named_token AS named
      ${composeFreeSql('token', waits)}
      WHERE named.gate = want.gate AND free.slot IS NOT NULL
      ORDER BY 3, named.place LIMIT 1
    ) AS first ON true
    WHERE want.per_token IS NOT NULL AND NOT COALESCE(want.kept_units, '[]') @> '[{"kind":"token"}]'
  )`

/**
 * The holders of a total's slot: every wallet, and one token. If uses per token are limited, that is the token whose
 * use is taken, else the first one without an open slot in another cart. `is_own`: it already holds the slot for this
 * visit.
 */
const HOLDER = `holder AS MATERIALIZED (
    SELECT chosen.*, ${isBlocked('chosen.gate', 'chosen.kind', 'chosen.key')} AS is_blocked
    FROM (
      SELECT want.gate, 'wallet' AS kind, named.key, ${isOwn('wallet')} AS is_own
      FROM want JOIN named_wallet AS named ON named.gate = want.gate
      WHERE want.total IS NOT NULL
      UNION ALL SELECT want.gate, 'token', named.key, ${isOwn('token')}
      FROM want
      CROSS JOIN LATERAL (
        SELECT unit ->> 'key' AS key FROM jsonb_array_elements(want.kept_units) AS unit
        WHERE want.per_token IS NOT NULL AND unit ->> 'kind' = 'token'
        UNION ALL SELECT token.key FROM token WHERE token.gate = want.gate AND token.slot IS NOT NULL
        UNION ALL (
          SELECT named.key FROM named_token AS named
          WHERE named.gate = want.gate AND want.per_token IS NULL
          ORDER BY ${isOwn('token')} DESC, ${isBlocked('want.gate', 'token', 'named.key')}, named.place LIMIT 1
        )
      ) AS named
      WHERE want.total IS NOT NULL
    ) AS chosen
  )`

/** The wants, each with the limit of wallets or tokens that refuses it. One without an end makes no reservation. */
const FIT = `fit AS MATERIALIZED (
    SELECT want.*, CASE
      WHEN want.ends_at IS NULL AND want.is_running IS NOT TRUE THEN 'gone'
      WHEN (want.per_wallet IS NOT NULL OR want.total IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM named_wallet WHERE named_wallet.gate = want.gate)
        OR EXISTS (SELECT 1 FROM wallet WHERE wallet.gate = want.gate AND wallet.slot IS NULL) THEN 'wallet'
      WHEN EXISTS (SELECT 1 FROM token WHERE token.gate = want.gate AND token.slot IS NULL) THEN 'token'
      WHEN EXISTS (SELECT 1 FROM holder WHERE holder.gate = want.gate AND holder.kind = 'wallet' AND holder.is_blocked)
        THEN 'wallet-place'
      WHEN EXISTS (SELECT 1 FROM holder WHERE holder.gate = want.gate AND holder.kind = 'token' AND holder.is_blocked)
        THEN 'token-place'
      END AS used_up
    FROM want ORDER BY want.gate
  )`

/**
 * A free slot of the total, locked. Null if there is none, or if other transactions have locked all free ones
 * (`is_there`).
 */
const composeTotalSql = (waits: boolean) => `place AS MATERIALIZED (
    SELECT fit.gate, free.slot, free.slot IS NOT NULL${waits ? '' : ` OR (${FREE_PLACES} ${FIRST_PLACE}) IS NOT NULL`} AS is_there
    FROM fit
    LEFT JOIN LATERAL (
      ${FREE_PLACES}
      ${FIRST_PLACE} FOR UPDATE${waits ? '' : ' SKIP LOCKED'}
    ) AS free ON true
    WHERE fit.total IS NOT NULL AND fit.used_up IS NULL AND NOT COALESCE(fit.kept_units, '[]') @> '[{"kind":"total"}]'
  )`

const FREE_PLACES = `SELECT total_slot.slot FROM total_slot
      WHERE total_slot.shop_id = $1::bigint AND total_slot.gate = fit.gate AND total_slot.reservation_id IS NULL`
/** The order makes PostgreSQL use the index of free slots. Else it may read all, above all when none is free. */
const FIRST_PLACE = 'ORDER BY total_slot.reservation_id LIMIT 1'

const UNIT = `unit AS MATERIALIZED (
    SELECT gate, 'wallet' AS kind, key, slot FROM wallet
    UNION ALL SELECT gate, 'token', key, slot FROM token
    UNION ALL SELECT gate, 'total', '', slot FROM place
  )`

/** The wants that get all their units. */
const TAKING = `taking AS MATERIALIZED (
    SELECT fit.*, COALESCE(taken.units, '[]') AS new_units
    FROM fit
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('kind', unit.kind, 'key', unit.key, 'slot', unit.slot)
        ORDER BY unit.kind DESC, unit.key) AS units
      FROM unit WHERE unit.gate = fit.gate
    ) AS taken ON true
    WHERE fit.used_up IS NULL
      AND NOT EXISTS (SELECT 1 FROM place WHERE place.gate = fit.gate AND place.slot IS NULL)
  )`

/**
 * Join a free slot of the `named` wallet or token; null if none is free. Uses above the limit, left from a higher
 * limit, count.
 */
function composeFreeSql(kind: 'wallet' | 'token', waits: boolean): string {
  const limit = `want.per_${kind}`
  const uses = `redemption.shop_id = $1::bigint AND redemption.gate = want.gate AND redemption.kind = '${kind}'
          AND redemption.key = named.key`
  return `LEFT JOIN LATERAL (
      SELECT number AS slot
      FROM (SELECT count(*)::int AS uses, (count(*) FILTER (WHERE slot > ${limit}))::int AS above
        FROM redemption WHERE ${uses}) AS counted
      CROSS JOIN LATERAL generate_series(1, LEAST(${limit} - counted.above, counted.uses + ${waits ? 64 : 1})) AS number
      WHERE counted.uses < ${limit}
        AND NOT EXISTS (SELECT 1 FROM redemption WHERE ${uses} AND redemption.slot = number)
      ORDER BY ${waits ? 'random()' : 'number'} LIMIT 1
    ) AS free ON true`
}

/** Whether a wallet or token holds an open slot in another cart. */
function isBlocked(gate: string, kind: string, key: string): string {
  const text = kind.includes('.') ? kind : `'${kind}'`
  return `EXISTS (SELECT 1 FROM blocked WHERE blocked.gate = ${gate} AND blocked.kind = ${text} AND blocked.key = ${key})`
}

/** Whether the `named` wallet or token already holds this visit's slot. A reservation that has ended does not count. */
function isOwn(kind: 'wallet' | 'token'): string {
  return `(COALESCE(want.is_running, false) AND EXISTS (SELECT 1 FROM open_place WHERE open_place.shop_id = $1::bigint
        AND open_place.gate = want.gate AND open_place.kind = '${kind}' AND open_place.key = named.key
        AND open_place.reservation_id = want.standing_id))`
}
