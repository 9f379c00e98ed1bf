import type { AuditEntry } from '../../core/redemption/types.ts'
import type { Database } from '../database.ts'
import { type AddAuditEntryParameters, addAuditEntry } from './addAuditEntry.ts'
import { type ListAuditEntriesParameters, listAuditEntries } from './listAuditEntries.ts'

export type AuditStore = {
  readonly list: (parameters: Omit<ListAuditEntriesParameters, 'db'>) => Promise<AuditEntry[]>
  readonly add: (parameters: Omit<AddAuditEntryParameters, 'tx'>) => Promise<void>
}

/** Make the audit port. */
export function createAuditStore({ db }: { db: Database }): AuditStore {
  return {
    list: (parameters) => listAuditEntries({ db, ...parameters }),
    add: (parameters) => addAuditEntry({ tx: db.prisma, ...parameters }),
  }
}
