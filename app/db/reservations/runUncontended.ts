import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'

const MOST_ATTEMPTS = 50

/** Run a transaction, and repeat it while it fails only because of a concurrent one; at most fifty attempts. */
export async function runUncontended<Result>(parameters: {
  db: Database
  run: (tx: Prisma.TransactionClient) => Promise<Result>
}): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await parameters.db.prisma.$transaction(parameters.run)
    } catch (error) {
      if (!isContended(error) || attempt === MOST_ATTEMPTS) throw error
    }
  }
}

/** SQLSTATEs of a lost race or a deadlock: the same statement succeeds when it is repeated. */
const CONTENDED = ['23505', '40001', '40P01']

/** Whether a statement or transaction failed only because of a concurrent one. */
export function isContended(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // The drivers store it in `code`; Prisma in `meta`, or as a code of its own.
  const code: unknown = Reflect.get(error, 'code')
  if (code === 'P2034' || code === 'P2002') return true
  const meta: unknown = Reflect.get(error, 'meta')
  const text = meta ? JSON.stringify(meta) : ''
  return CONTENDED.some((each) => code === each || text.includes(each))
}
