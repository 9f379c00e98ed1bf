import { parseReactionJson } from '../../core/gate/reactionJson.ts'
import { parseLimits, parseSchedule, parseState, parseSubject } from '../../core/gate/termsJson.ts'
import type { GateNumber } from '../../core/gate/types.ts'
import { findGateAt } from '../../core/settlement/findGateAt.ts'
import type { GateMeaning } from '../../core/settlement/types.ts'
import type { SettlementsPort } from '../../ports/settlements.ts'
import type { Database } from '../database.ts'
import { parseOfGate } from '../gates/parseGateRow.ts'
import type { GateRevision } from '../generated/client.ts'

/**
 * The gates that ever were exclusive and about a product, found by an index of what subjects hold. $2 products,
 * $3 collections.
 */
const ABOUT = `SELECT DISTINCT revision.number FROM (
    SELECT '{"kind": "all"}'::jsonb AS part
    UNION ALL SELECT jsonb_build_object('kind', 'products', 'ids', jsonb_build_array(id)) FROM unnest($2::bigint[]) AS id
    UNION ALL SELECT jsonb_build_object('kind', 'variants', 'variants', jsonb_build_array(jsonb_build_object('productId', id)))
      FROM unnest($2::bigint[]) AS id
    UNION ALL SELECT jsonb_build_object('kind', 'collections', 'ids', jsonb_build_array(id)) FROM unnest($3::bigint[]) AS id
  ) AS asked
  JOIN gate_revision AS revision ON revision.subject @> asked.part
  WHERE revision.shop_id = $1::bigint AND revision.reaction->>'exclusive' = 'true'`

/** Read gates as of an order's time. @see SettlementsPort.readGates */
export const readOrderGates =
  (db: Database): SettlementsPort['readGates'] =>
  async ({ shopId, numbers, productIds, collectionIds, orderedAt }) => {
    const about = await db.hot.query('gates_about', ABOUT, [shopId, productIds, collectionIds])
    const asked = [...numbers.map(BigInt), ...about.map(({ number }) => BigInt(String(number)))]
    if (asked.length === 0) return []
    const rows = await db.prisma.gate.findMany({
      where: { shopId, number: { in: asked } },
      select: {
        number: true,
        state: true,
        schedule: true,
        deletedAt: true,
        recheck: true,
        standings: { select: { at: true, state: true, schedule: true }, orderBy: { at: 'asc' } },
        revisions: {
          select: { revision: true, subject: true, reaction: true, limits: true, createdAt: true },
        },
      },
      orderBy: { number: 'asc' },
    })
    return rows.map((row) =>
      parseOfGate(row.number, () =>
        findGateAt({
          gate: {
            number: Number(row.number) as GateNumber,
            ...parseStanding(row),
            deletedAt: row.deletedAt === null ? null : Number(row.deletedAt),
            recheck: row.recheck,
          },
          standings: row.standings.map((one) => ({ ...parseStanding(one), at: Number(one.at) })),
          revisions: new Map(row.revisions.map((one) => [one.revision, parseMeaning(one)])),
          at: orderedAt,
        }),
      ),
    )
  }

function parseStanding({ state, schedule }: { state: string; schedule: unknown }) {
  return { state: parseState(state), schedule: parseSchedule(schedule) }
}

function parseMeaning(row: Pick<GateRevision, 'subject' | 'reaction' | 'limits' | 'createdAt'>): GateMeaning {
  return {
    subject: parseSubject(row.subject),
    isExclusive: parseReactionJson(row.reaction).exclusive,
    limits: parseLimits(row.limits),
    createdAt: Number(row.createdAt),
  }
}
