import { parseReactionJson } from '../../core/gate/reactionJson.ts'
import { parseLimits, parseSchedule, parseState, parseSubject } from '../../core/gate/termsJson.ts'
import type { GateNumber } from '../../core/gate/types.ts'
import { findGateAt } from '../../core/settlement/findGateAt.ts'
import type { GateMeaning } from '../../core/settlement/types.ts'
import type { SettlementsPort } from '../../ports/settlements.ts'
import type { Database } from '../database.ts'
import { parseOfGate } from '../gates/parseGateRow.ts'
import type { GateRevision } from '../generated/client.ts'

/** Read gates as of an order's time. @see SettlementsPort.readGates */
export const readOrderGates =
  (db: Database): SettlementsPort['readGates'] =>
  async ({ shopId, numbers, orderedAt }) => {
    const isExclusive = { reaction: { path: ['exclusive'], equals: true } }
    const rows = await db.prisma.gate.findMany({
      where: {
        shopId,
        OR: [{ number: { in: numbers.map(BigInt) } }, { revisions: { some: isExclusive } }],
      },
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
