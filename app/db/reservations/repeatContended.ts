import type { Database } from '../database.ts'
import type { Prisma } from '../generated/client.ts'
import { isContended } from './isContended.ts'

const MOST_ATTEMPTS = 50

/** Run a transaction, and run it again as long as only another one was in its way. */
export async function repeatContended<Result>(parameters: {
  readonly db: Database
  readonly run: (tx: Prisma.TransactionClient) => Promise<Result>
}): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await parameters.db.prisma.$transaction(parameters.run)
    } catch (error) {
      if (!isContended(error) || attempt === MOST_ATTEMPTS) throw error
    }
  }
}
