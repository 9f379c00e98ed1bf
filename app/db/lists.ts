import { ConflictError } from '../core/errors/base.ts'
import { tooLargeList } from '../core/list/importErrors.ts'
import { MAX_LIST_SIZE } from '../core/list/limits.ts'
import type { ListsPort } from '../ports/lists.ts'
import type { Database } from './database.ts'
import { Prisma } from './generated/client.ts'
import { hashEntry } from './lists/hashEntry.ts'
import { createListImportsPort, deleteImport } from './lists/imports.ts'
import { chooseUpdatedAt, lockList, unknownList } from './lists/lockList.ts'
import { parseListRow } from './lists/parseListRow.ts'
import { addListNews } from './messages/addListNews.ts'

/**
 * For addresses whose list exists: their position, and whether the list has them. Probes the index once per address,
 * whatever the planner estimates.
 */
export const FIND_ENTRIES_SQL = `SELECT asked.place::int AS place,
    (SELECT true FROM list_entry AS entry WHERE entry.list_id = list.id AND entry.version = list.version
      AND entry.hash = decode(asked.hash, 'hex') LIMIT 1) AS listed
  FROM unnest($2::text[]::uuid[], $3::text[]) WITH ORDINALITY AS asked(list_id, hash, place)
  JOIN list ON list.id = asked.list_id AND list.shop_id = $1`

/**
 * Store lists in the table `list`, and hashes of their addresses in `list_entry`. The addresses themselves are not
 * stored.
 */
export function createListsPort(parameters: {
  db: Database
  /** HMAC-SHA-256 under this server's secret, in hex. */
  hashPersonal: (text: string) => string
}): ListsPort {
  const { db, hashPersonal } = parameters
  return {
    ...createListImportsPort(parameters),
    contain: async ({ shopId, reads }) => {
      if (reads.length === 0) return []
      const rows = await db.hot.query('find_list_entries', FIND_ENTRIES_SQL, [
        shopId,
        reads.map(({ listId }) => listId),
        reads.map(({ address }) => hashEntry({ hashPersonal, shopId, address })),
      ])
      const found = new Map(rows.map(({ place, listed }) => [Number(place), listed === true]))
      return reads.map((_read, index) => found.get(index + 1) ?? null)
    },
    list: async ({ shopId }) => {
      const orderBy = [{ name: 'asc' } as const, { id: 'asc' } as const]
      const rows = await db.prisma.list.findMany({ where: { shopId }, orderBy })
      return rows.map(parseListRow)
    },
    load: async ({ shopId, listId }) => {
      const row = await db.prisma.list.findFirst({ where: { id: listId, shopId } })
      if (row === null) throw unknownList()
      return parseListRow(row)
    },
    create: ({ id, shopId, name, at }) =>
      db.prisma.$transaction(async (tx) => {
        const [row] = await tx.list.createManyAndReturn({
          data: [{ id, shopId, name, createdAt: BigInt(at), updatedAt: BigInt(at) }],
          skipDuplicates: true,
        })
        if (!row) return null
        await addListNews({ tx, list: row, change: 'created', at })
        return parseListRow(row)
      }),
    rename: async ({ shopId, listId, name, at }) => {
      try {
        return await db.prisma.$transaction(async (tx) => {
          const { updatedAt } = await lockList({ tx, shopId, listId })
          const data = { name, updatedAt: chooseUpdatedAt(at, updatedAt) }
          const row = await tx.list.update({ where: { id: listId }, data })
          await addListNews({ tx, list: row, change: 'renamed', at })
          return parseListRow(row)
        })
      } catch (error) {
        if (isNameTaken(error)) return null
        throw error
      }
    },
    addAddress: ({ shopId, listId, address, at }) =>
      db.prisma.$transaction(async (tx) => {
        const { version, updatedAt } = await lockList({ tx, shopId, listId })
        const hash = hashEntry({ hashPersonal, shopId, address })
        const added = await tx.$executeRaw`INSERT INTO list_entry (list_id, version, hash)
          VALUES (${listId}::uuid, ${version}::int, decode(${hash}, 'hex')) ON CONFLICT DO NOTHING`
        if (added === 0) return false
        const data = { size: { increment: 1 }, updatedAt: chooseUpdatedAt(at, updatedAt) }
        const list = await tx.list.update({ where: { id: listId }, data })
        if (list.size > MAX_LIST_SIZE) throw tooLargeList()
        await addListNews({ tx, list, change: 'added', at })
        return true
      }),
    delete: ({ shopId, listId, at }) =>
      db.prisma.$transaction(async (tx) => {
        await lockList({ tx, shopId, listId })
        // A running `append` has locked the import's row and needs the list's. So delete the import before locking the
        // whole list.
        await deleteImport({ tx, listId })
        // A transaction that saves a gate has locked the lists that it names: see `lockNamedLists`. Wait for it, then
        // check all gates.
        await tx.$queryRaw`SELECT id FROM list WHERE id = ${listId}::uuid FOR UPDATE`
        const list = await tx.list.findUniqueOrThrow({ where: { id: listId } })
        const deleted = await tx.$executeRaw`DELETE FROM list WHERE id = ${listId}::uuid AND NOT EXISTS (
          SELECT 1 FROM gate WHERE gate.shop_id = ${shopId} AND gate.deleted_at IS NULL AND position(${listId} in gate.requirement::text) > 0)`
        if (deleted === 0) throw usedList()
        await addListNews({ tx, list, change: 'deleted', at })
      }),
  }
}

function isNameTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

function usedList(): ConflictError {
  return new ConflictError('ERR_LIST_IN_USE', 'A gate needs this list.', {
    hint: 'Remove the list from the gate first.',
  })
}
