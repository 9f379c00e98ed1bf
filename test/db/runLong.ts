import type { Database } from '../../app/db/database.ts'

/** Run a statement for as long as it takes: on a busy machine a table may take longer than a request may. */
export async function runLong(db: Database, sql: string, values: readonly unknown[] = []): Promise<void> {
  await db.prisma.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe('SET LOCAL statement_timeout = 0')
      await tx.$executeRawUnsafe(sql, ...values)
    },
    { timeout: 600_000, maxWait: 60_000 },
  )
}
