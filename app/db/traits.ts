import type { ChainSlug, EvmAddress } from '../core/chain/types.ts'
import type { ShopId } from '../core/gate/types.ts'
import { mergeTraits } from '../core/trait/mergeTraits.ts'
import { parseTraits } from '../core/trait/traitsJson.ts'
import type { TraitTable } from '../core/trait/types.ts'
import type { TraitsPort } from '../ports/traits.ts'
import type { Database } from './database.ts'
import type { Prisma, TraitPart, TraitTable as TraitTableRow } from './generated/client.ts'

/** How long an import waits for its next part. */
const LEFT_SECONDS = 3_600

const ADD_NAMES = `INSERT INTO token_name (table_id, token_id, name)
  SELECT $1::uuid, id, name FROM unnest($2::text[], $3::text[]) AS given(id, name)
  ON CONFLICT (table_id, token_id) DO UPDATE SET name = EXCLUDED.name`
// Each token is looked up by the key of its name.
const FIND_NAMES = `SELECT asked.key, token_name.name
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS asked(key, chain, contract, id)
  JOIN trait_table ON trait_table.shop_id = $1::bigint AND trait_table.chain = asked.chain
    AND trait_table.contract = asked.contract AND trait_table.finished_at IS NOT NULL
  JOIN token_name ON token_name.table_id = trait_table.id AND token_name.token_id = asked.id`

/** Store the traits of collections in the tables `trait_table` and `trait_part`, and names of tokens in `token_name`. */
export function createTraitsPort({ db }: { db: Database }): TraitsPort {
  const { prisma } = db
  const isOpen = async (tx: Prisma.TransactionClient, { shopId, id }: { shopId: ShopId; id: string }) =>
    // Locks the import, so that no part comes between the count and the end.
    (
      await tx.$queryRaw<unknown[]>`SELECT 1 FROM trait_table
        WHERE id = ${id}::uuid AND shop_id = ${shopId} AND finished_at IS NULL FOR UPDATE`
    ).length === 1
  return {
    find: async ({ shopId, collections }) => {
      if (collections.length === 0) return []
      const rows = await prisma.traitTable.findMany({
        where: {
          shopId,
          finishedAt: { not: null },
          OR: collections.map(({ chain, contract }) => ({ chain, contract })),
        },
        include: { parts: { orderBy: { place: 'asc' } } },
        // Two imports that ended at the same moment did not see each other.
        orderBy: [{ finishedAt: 'desc' }, { id: 'asc' }],
      })
      return collections.map(({ chain, contract }) => {
        const row = rows.find((one) => one.chain === chain && one.contract === contract)
        return row ? parseTraitTableRow(row) : null
      })
    },
    start: async ({ at, ...row }) => {
      await prisma.traitTable.deleteMany({
        where: { shopId: row.shopId, finishedAt: null, startedAt: { lt: at - LEFT_SECONDS } },
      })
      await prisma.traitTable.create({ data: { ...row, startedAt: at } })
    },
    addPart: ({ shopId, id, place, traits }) =>
      prisma.$transaction(async (tx) => {
        if (!(await isOpen(tx, { shopId, id }))) return false
        const data = { tableId: id, place, traits: traits as unknown as Prisma.InputJsonValue }
        const where = { tableId_place: { tableId: id, place } }
        await tx.traitPart.upsert({ where, create: data, update: data })
        return true
      }),
    addNames: ({ shopId, id, names }) =>
      prisma.$transaction(async (tx) => {
        if (!(await isOpen(tx, { shopId, id }))) return false
        // One statement must not write the same row twice.
        const last = new Map(names.map((one) => [one.id, one.name]))
        await tx.$executeRawUnsafe(ADD_NAMES, id, [...last.keys()], [...last.values()])
        return true
      }),
    findNames: async ({ shopId, tokens }) => {
      if (tokens.length === 0) return new Map()
      const rows = await db.hot.query('find_token_names', FIND_NAMES, [
        shopId,
        tokens.map(({ key }) => key),
        tokens.map(({ chain }) => chain),
        tokens.map(({ contract }) => contract),
        tokens.map(({ id }) => id),
      ])
      return new Map(rows.map(({ key, name }) => [String(key), String(name)]))
    },
    finish: ({ shopId, id, parts, at }) =>
      prisma.$transaction(async (tx) => {
        if (!(await isOpen(tx, { shopId, id }))) return false
        const known = await tx.traitPart.count({ where: { tableId: id, place: { lt: parts } } })
        if (known < parts) return false
        const { chain, contract } = await tx.traitTable.update({ where: { id }, data: { finishedAt: at } })
        await tx.traitTable.deleteMany({
          where: { shopId, chain, contract, finishedAt: { not: null }, id: { not: id } },
        })
        return true
      }),
  }
}

function parseTraitTableRow(row: TraitTableRow & { parts: readonly TraitPart[] }): TraitTable {
  return {
    chain: row.chain as ChainSlug,
    contract: row.contract as EvmAddress,
    source: row.source,
    checksum: row.checksum,
    tokens: row.tokens,
    importedAt: Number(row.finishedAt),
    traits: mergeTraits(row.parts.flatMap(({ traits }) => parseTraits(traits))),
  }
}
