import type { ProjectNonce } from '../../core/project/types.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { type ConsumeProjectNonceParameters, consumeProjectNonce } from './consumeProjectNonce.ts'
import { createNonceBook } from './createNonceBook.ts'
import { type FindProjectNoncesParameters, findProjectNonces } from './findProjectNonces.ts'
import { issueProjectNonce } from './issueProjectNonce.ts'

export type ProjectNonceStore = {
  readonly issue: (nonce: ProjectNonce) => Promise<ProjectNonce>
  readonly recall: (parameters: Omit<FindProjectNoncesParameters, 'db'>) => ProjectNonce[]
  readonly find: (parameters: Omit<FindProjectNoncesParameters, 'db'>) => Promise<ProjectNonce[]>
  readonly consume: (parameters: Omit<ConsumeProjectNonceParameters, 'db'>) => Promise<boolean>
}

const MOST_REMEMBERED = 10_000

/** Make the port of logins over the API; every hundredth issue sweeps what has expired. */
export function createProjectNonceStore({ db }: { db: Database }): ProjectNonceStore {
  const sweep = createSweep({ db, table: 'project_nonce' })
  const book = createNonceBook({ most: MOST_REMEMBERED })
  return {
    issue: async (nonce) => {
      const standing = await issueProjectNonce({ db, nonce })
      book.write(standing)
      await sweep(nonce.issuedAt)
      return standing
    },
    recall: book.recall,
    find: (parameters) => findProjectNonces({ db, ...parameters }),
    consume: (parameters) => {
      book.strike(parameters)
      return consumeProjectNonce({ db, ...parameters })
    },
  }
}
