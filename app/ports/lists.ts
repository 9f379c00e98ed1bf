import type { WalletAddress } from '../core/chain/types.ts'
import type { ShopId } from '../core/gate/types.ts'
import type { FinishedListImport, List, ListImport, ListImportMode } from '../core/list/types.ts'
import type { ListRead } from '../core/requirement/reads.ts'

type ListIds = { readonly shopId: ShopId; readonly listId: string }
type ImportIds = ListIds & { readonly importId: string }

/** Lists of wallets. Instants are unix seconds. A list of another shop is treated as one that does not exist. */
export type ListsPort = {
  /** Whether each address is on its list, in one statement and in the order asked; null if the shop has no such list. */
  contain: (parameters: { shopId: ShopId; reads: readonly ListRead[] }) => Promise<(boolean | null)[]>
  /** By name. */
  list: (parameters: { shopId: ShopId }) => Promise<List[]>
  /** @throws {NotFoundError} ERR_LIST_NOT_FOUND */
  load: (parameters: ListIds) => Promise<List>
  /** Create an empty list, `id` a UUID; null if the shop has a list of that name. */
  create: (parameters: { id: string; shopId: ShopId; name: string; at: number }) => Promise<List | null>
  /** Null if another list of the shop has that name. @throws {NotFoundError} ERR_LIST_NOT_FOUND */
  rename: (parameters: ListIds & { name: string; at: number }) => Promise<List | null>
  /**
   * Add one address to a list beside imports; answers whether it was not on it before.
   * @throws {NotFoundError} ERR_LIST_NOT_FOUND. @throws {InputError} ERR_LIST_TOO_LARGE
   */
  addAddress: (parameters: ListIds & { address: WalletAddress; at: number }) => Promise<boolean>
  /**
   * Delete a list with its addresses.
   * @throws {NotFoundError} ERR_LIST_NOT_FOUND. @throws {ConflictError} ERR_LIST_IN_USE if a gate names it
   */
  delete: (parameters: ListIds & { at: number }) => Promise<void>
} & ListImportsPort

/** Imports into lists. */
export type ListImportsPort = {
  /** Begin an import, `id` a UUID, in place of an unfinished one. @throws {NotFoundError} ERR_LIST_NOT_FOUND */
  startImport: (
    parameters: ListIds & { id: string; mode: ListImportMode; now: number },
  ) => Promise<ListImport>
  /** An unfinished import; null if it has ended. */
  findImport: (parameters: ImportIds & { now: number }) => Promise<ListImport | null>
  /** Add lines to an import, in one statement; null if it has ended, or if it does not have `expectedLines` lines. */
  append: (
    parameters: ImportIds & {
      /** The number of lines before these. */
      expectedLines: number
      /** The number of these lines. */
      lines: number
      addresses: readonly WalletAddress[]
      /** The number of these lines without an address. */
      bad: number
      isTable: boolean
      now: number
    },
  ) => Promise<ListImport | null>
  /**
   * Replace the list with the imported addresses, or add them to it. The previous list is stored until the next import.
   * Finishing the last finished import again changes nothing and gives the same answer.
   * @throws {NotFoundError} ERR_LIST_NOT_FOUND. @throws {ConflictError} ERR_LIST_STALE if the import has ended
   * otherwise
   * @throws {InputError} ERR_LIST_TOO_LARGE, or ERR_LIST_INVALID if it has no address
   */
  finishImport: (parameters: ImportIds & { at: number }) => Promise<FinishedListImport>
  /** Delete an unfinished import. No effect if it has ended. @throws {NotFoundError} ERR_LIST_NOT_FOUND */
  cancelImport: (parameters: ImportIds) => Promise<void>
  /**
   * Restore the list as it was before the last import.
   * @throws {NotFoundError} ERR_LIST_NOT_FOUND
   * @throws {ConflictError} ERR_LIST_STALE if the list was changed after `expectedUpdatedAt`, or there is nothing to undo
   */
  undoImport: (parameters: ListIds & { expectedUpdatedAt: number; at: number }) => Promise<List>
}
