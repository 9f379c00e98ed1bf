import type { KnownRows } from '../../ports/known.ts'
import type { HotValue } from '../database.ts'

/**
 * Format the part `known` of a statement: one row if the shop and the gates are as the caller knows them, else none.
 * `shopId` is the placeholder of the shop's id, and `first` the number of the first of three more.
 *
 * `xmin` is the transaction that wrote a row, so it differs after any change, by whatever program.
 */
export function formatKnownSql({ shopId, first }: { shopId: string; first: number }): string {
  const [shop, numbers, versions] = [`$${first}`, `$${first + 1}`, `$${first + 2}`]
  return `known AS (
    SELECT true AS is_known WHERE ${shop}::text IS NULL OR (
      EXISTS (SELECT 1 FROM shop WHERE id = ${shopId}::bigint AND xmin::text = ${shop})
      AND cardinality(${numbers}::bigint[]) = (
        SELECT count(*) FROM unnest(${numbers}::bigint[], ${versions}::text[]) AS asked (number, version)
        JOIN gate ON gate.shop_id = ${shopId}::bigint AND gate.number = asked.number AND gate.xmin::text = asked.version))
  )`
}

/** The three values of that part. Null checks nothing. */
export function listKnownValues(known: KnownRows | null): HotValue[] {
  if (known === null) return [null, [], []]
  const { shop, gates } = known
  return [shop.version, gates.map(({ number }) => number), gates.map(({ version }) => version)]
}
