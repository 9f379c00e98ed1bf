import type { WalletAddress } from '../core/chain/types.ts'
import type { ShopId } from '../core/gate/types.ts'
import type { FinishedListImport, List, ListImport, ListImportMode } from '../core/list/types.ts'
import type { ListRead } from '../core/requirement/types.ts'

type ListIds = { readonly shopId: ShopId; readonly listId: string }
type ImportIds = ListIds & { readonly importId: string }

/** Lists of wallets. A list or import of another shop answers ERR_LIST_NOT_FOUND, like one that does not exist. */
export type ListsPort = {
  /** Whether each address is on its list, in one statement; null where the shop has no such list. */
  contain: (parameters: { shopId: ShopId; reads: readonly ListRead[] }) => Promise<(boolean | null)[]>
  /** By name. */
  list: (parameters: { shopId: ShopId }) => Promise<List[]>
  /** @throws {NotFoundError} ERR_LIST_NOT_FOUND */
  load: (parameters: ListIds) => Promise<List>
  /** Null where the shop has a list of that name. */
  create: (parameters: { id: string; shopId: ShopId; name: string; at: number }) => Promise<List | null>
  /** Null where another list of the shop has that name. */
  rename: (parameters: ListIds & { name: string; at: number }) => Promise<List | null>
  /** @throws {ConflictError} ERR_LIST_IN_USE where a gate names it. */
  delete: (parameters: ListIds) => Promise<void>
  /** Begin an import, in the place of one that is not finished. */
  startImport: (
    parameters: ListIds & { id: string; mode: ListImportMode; now: number },
  ) => Promise<ListImport>
  /** An import that is going on; null where it has ended. */
  findImport: (parameters: ImportIds & { now: number }) => Promise<ListImport | null>
  /** Write lines to an import, in one statement; null where it has ended or these lines were not the next. */
  append: (
    parameters: ImportIds & {
      expectedLines: number
      lines: number
      addresses: readonly WalletAddress[]
      bad: number
      isTable: boolean
      now: number
    },
  ) => Promise<ListImport | null>
  /**
   * Let what an import brought be the list, or join it.
   * @throws {ConflictError} ERR_LIST_STALE. @throws {InputError} ERR_LIST_TOO_LARGE, ERR_LIST_INVALID
   */
  finishImport: (parameters: ImportIds & { at: number }) => Promise<FinishedListImport>
  cancelImport: (parameters: ImportIds) => Promise<void>
  /** @throws {ConflictError} ERR_LIST_STALE when the list was changed since, or there is nothing to undo. */
  undoImport: (parameters: ListIds & { expectedUpdatedAt: number; at: number }) => Promise<List>
}
