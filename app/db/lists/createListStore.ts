import type { FinishedListImport, List, ListImport } from '../../core/list/types.ts'
import type { Database } from '../database.ts'
import { type AppendEntriesParameters, appendEntries } from './appendEntries.ts'
import { type CancelImportParameters, cancelImport } from './cancelImport.ts'
import { type CreateListParameters, createList } from './createList.ts'
import { type DeleteListParameters, deleteList } from './deleteList.ts'
import { type FindEntriesParameters, findEntries } from './findEntries.ts'
import { type FindImportParameters, findImport } from './findImport.ts'
import { type FinishImportParameters, finishImport } from './finishImport.ts'
import { type ListListsParameters, listLists } from './listLists.ts'
import { type LoadListParameters, loadList } from './loadList.ts'
import { type RenameListParameters, renameList } from './renameList.ts'
import { type StartImportParameters, startImport } from './startImport.ts'
import { type UndoImportParameters, undoImport } from './undoImport.ts'

type Asked<Parameters> = Omit<Parameters, 'db' | 'hashPersonal'>

export type ListStore = {
  readonly contain: (parameters: Asked<FindEntriesParameters>) => Promise<(boolean | null)[]>
  readonly list: (parameters: Asked<ListListsParameters>) => Promise<List[]>
  readonly load: (parameters: Asked<LoadListParameters>) => Promise<List>
  readonly create: (parameters: Asked<CreateListParameters>) => Promise<List | null>
  readonly rename: (parameters: Asked<RenameListParameters>) => Promise<List | null>
  readonly delete: (parameters: Asked<DeleteListParameters>) => Promise<void>
  readonly startImport: (parameters: Asked<StartImportParameters>) => Promise<ListImport>
  readonly findImport: (parameters: Asked<FindImportParameters>) => Promise<ListImport | null>
  readonly append: (parameters: Asked<AppendEntriesParameters>) => Promise<ListImport | null>
  readonly finishImport: (parameters: Asked<FinishImportParameters>) => Promise<FinishedListImport>
  readonly cancelImport: (parameters: Asked<CancelImportParameters>) => Promise<void>
  readonly undoImport: (parameters: Asked<UndoImportParameters>) => Promise<List>
}

export type CreateListStoreParameters = {
  readonly db: Database
  /** HMAC-SHA-256 under this server's secret, in hex. */
  readonly hashPersonal: (text: string) => string
}

/** Make the list port: addresses become fingerprints here, and never come back. */
export function createListStore({ db, hashPersonal }: CreateListStoreParameters): ListStore {
  return {
    contain: (parameters) => findEntries({ db, hashPersonal, ...parameters }),
    list: (parameters) => listLists({ db, ...parameters }),
    load: (parameters) => loadList({ db, ...parameters }),
    create: (parameters) => createList({ db, ...parameters }),
    rename: (parameters) => renameList({ db, ...parameters }),
    delete: (parameters) => deleteList({ db, ...parameters }),
    startImport: (parameters) => startImport({ db, ...parameters }),
    findImport: (parameters) => findImport({ db, ...parameters }),
    append: (parameters) => appendEntries({ db, hashPersonal, ...parameters }),
    finishImport: (parameters) => finishImport({ db, ...parameters }),
    cancelImport: (parameters) => cancelImport({ db, ...parameters }),
    undoImport: (parameters) => undoImport({ db, ...parameters }),
  }
}
