import type { KnownRows } from '../../ports/known.ts'
import type { HotValue } from '../database.ts'
import { type Columns, formatUnnestSql, listColumns } from '../formatUnnestSql.ts'

const CLAIMS: Columns = { claim: 'int', shop_id: 'bigint', version: 'text', gates: 'int' }
const CLAIMED_GATES: Columns = { claim: 'int', number: 'bigint', version: 'text' }

const CLAIM_PLACEHOLDERS = Object.keys(CLAIMS).length
/** How many placeholders `formatKnownSql` takes. */
export const KNOWN_PLACEHOLDERS = CLAIM_PLACEHOLDERS + Object.keys(CLAIMED_GATES).length

/**
 * Format the part `known` of a statement: the number of each claim about a shop and its gates that holds. A claim without
 * a version always does. `first` is the number of the first placeholder.
 *
 * `xmin` is the transaction that wrote a row, so it differs after any change, by whatever program.
 */
export function formatKnownSql({ first }: { first: number }): string {
  return `claims AS (${formatUnnestSql({ first, as: 'asked', columns: CLAIMS })}
  ), claimed_gates AS (${formatUnnestSql({ first: first + CLAIM_PLACEHOLDERS, as: 'asked', columns: CLAIMED_GATES })}
  ), known AS (
    SELECT claims.claim FROM claims WHERE claims.version IS NULL OR (
      EXISTS (SELECT 1 FROM shop WHERE shop.id = claims.shop_id AND shop.xmin::text = claims.version)
      AND claims.gates = (
        SELECT count(*) FROM claimed_gates AS asked
        JOIN gate ON gate.shop_id = claims.shop_id AND gate.number = asked.number AND gate.xmin::text = asked.version
        WHERE asked.claim = claims.claim))
  )`
}

/** The values of that part, and the number of each caller's claim: callers that know the same share one. */
export function listClaims(all: readonly (KnownRows | null)[]): {
  readonly values: readonly HotValue[]
  readonly numbers: readonly number[]
} {
  const claims = new Map<string, { readonly claim: number; readonly known: KnownRows | null }>()
  const numbers = all.map((known) => {
    const text = formatClaim(known)
    const found = claims.get(text) ?? { claim: claims.size, known }
    claims.set(text, found)
    return found.claim
  })
  const distinct = [...claims.values()]
  const rows = distinct.map(({ claim, known }) =>
    known === null ? [claim, null, null, 0] : [claim, known.shop.id, known.shop.version, known.gates.length],
  )
  const gates = distinct.flatMap(({ claim, known }) =>
    (known?.gates ?? []).map(({ number, version }) => [claim, number, version]),
  )
  return { values: [...listColumns(rows, CLAIMS), ...listColumns(gates, CLAIMED_GATES)], numbers }
}

function formatClaim(known: KnownRows | null): string {
  if (known === null) return ''
  const gates = known.gates.map(({ number, version }) => `${number}:${version}`)
  return [known.shop.id, known.shop.version, ...gates].join(' ')
}
