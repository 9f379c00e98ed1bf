import type { GateActor, GateChange } from '../core/gate/change.ts'
import type { GateFilter, GateSort } from '../core/gate/filter.ts'
import type {
  Gate,
  GateChoice,
  GateDraft,
  GateNumber,
  Publication,
  ShopId,
  UnreadableGate,
} from '../core/gate/types.ts'
import type { GateRequest } from '../core/gateRequest/types.ts'
import type { Known } from '../core/known.ts'

/** Gates with their revisions. Instants are unix seconds. */
export type GatesPort = {
  /** The shop's gates among `numbers`, by number; deleted gates only if requested. */
  find: (parameters: { shopId: ShopId; numbers: readonly number[]; withDeleted?: boolean }) => Promise<Gate[]>
  /**
   * As `find`, with the versions of the rows. Unless `isFresh`, a gate may be what this process remembers of it: pass it
   * to the port that writes what depends on it.
   */
  findKnown: (parameters: {
    shopId: ShopId
    numbers: readonly number[]
    isFresh: boolean
  }) => Promise<Known<Gate>[]>
  /**
   * By number; deleted gates only if requested.
   * @throws {SetupError} ERR_STORED_INVALID if one of them cannot be read: without it a closed product would look open
   */
  list: (parameters: { shopId: ShopId; withDeleted?: boolean }) => Promise<Gate[]>
  /** The gates with a total limit of which orders have used every place, ascending. */
  listUsedUp: (parameters: { shopId: ShopId }) => Promise<GateNumber[]>
  /** Whether anybody may look up the uses of one of the shop's gates. */
  hasPublicUses: (parameters: { shopId: ShopId }) => Promise<boolean>
  /** The gates to show to staff, by number, and those that this version cannot read. */
  listReadable: (parameters: { shopId: ShopId }) => Promise<{ gates: Gate[]; unreadable: UnreadableGate[] }>
  /**
   * A page of gates to show to staff, and those of the page that this version cannot read. `total` counts all pages.
   * `before` and `next` are the number of a page's last gate; null on the last page.
   */
  listPage: (parameters: {
    shopId: ShopId
    filter: GateFilter
    sort: GateSort
    before?: number
    limit: number
    /** Decides which gates are scheduled, active or ended. */
    now: number
  }) => Promise<{ gates: Gate[]; unreadable: UnreadableGate[]; total: number; next: GateNumber | null }>
  /** Names by number, also of deleted gates and of those that this version cannot read. */
  listNames: (parameters: {
    shopId: ShopId
    numbers: readonly number[]
  }) => Promise<ReadonlyMap<number, string>>
  /** Gates to filter lists by, newest first, deleted ones too; with `isLimited` only standing ones that limit uses. */
  listChoices: (parameters: { shopId: ShopId; isLimited?: boolean; limit: number }) => Promise<GateChoice[]>
  /**
   * The number that the shop's next gate will get. Numbers of deleted gates are not used again.
   * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
   */
  nextNumber: (parameters: { shopId: ShopId }) => Promise<GateNumber>
  /** @throws {NotFoundError} ERR_GATE_NOT_FOUND */
  load: (parameters: { shopId: ShopId; number: number }) => Promise<Gate>
  /** The gate that was created from a draft, also a deleted one; null if there is none. */
  findByDraft: (parameters: { shopId: ShopId; draftId: string }) => Promise<Gate | null>
  /**
   * Store a draft as the shop's next gate, at revision 1, with its publication pending. If another request has just
   * created the gate of this draft, answer that gate unchanged.
   * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, or ERR_LIST_NOT_FOUND if a list it names was deleted
   * @throws {ConflictError} ERR_IDEMPOTENCY_BUSY if another attempt has taken its request over
   */
  create: (parameters: {
    shopId: ShopId
    draft: GateDraft
    profile: number
    actor: GateActor
    at: number
    draftId?: string | null
    /** The claimed request of the API that it is created for; the same transaction completes it. */
    request?: GateRequest | null
  }) => Promise<Gate>
  /**
   * Replace the draft, unless the gate was changed after `expectedRevision` and `expectedUpdatedAt`. Its publication
   * becomes pending, and its former products join those that may still carry it.
   * @throws {ConflictError} ERR_GATE_STALE
   * @throws {NotFoundError} ERR_GATE_NOT_FOUND, or ERR_LIST_NOT_FOUND if a list it names was deleted
   */
  update: (parameters: {
    shopId: ShopId
    number: GateNumber
    draft: GateDraft
    profile: number
    revision: number
    expectedRevision: number
    expectedUpdatedAt: number
    actor: GateActor
    /** The change whose version the draft restores. */
    restoredFrom?: string | null
    at: number
  }) => Promise<Gate>
  /**
   * Mark a gate as deleted: it opens for nobody, and must still be removed at Shopify. With `expectedUpdatedAt`, only
   * if it was not changed since.
   * @throws {NotFoundError} ERR_GATE_NOT_FOUND. @throws {ConflictError} ERR_GATE_STALE
   */
  delete: (parameters: {
    shopId: ShopId
    number: GateNumber
    actor: GateActor
    at: number
    expectedUpdatedAt?: number | undefined
  }) => Promise<Gate>
  /** A page of the history of one gate or of all, newest first, each change with the version before it. */
  listChanges: (parameters: {
    shopId: ShopId
    number?: number
    /** The id of the last change of the previous page. */
    before?: string
    limit: number
  }) => Promise<GateChange[]>
  /** @throws {NotFoundError} ERR_CHANGE_NOT_FOUND */
  loadChange: (parameters: { shopId: ShopId; number: number; id: string }) => Promise<GateChange>
  /** Those of some names that a gate's discount has or ever had. Deleted gates count, and those that cannot be read. */
  listDiscountNames: (parameters: { shopId: ShopId; names: readonly string[] }) => Promise<string[]>
  /** Published gates whose card at Shopify has an older shape than this version writes, by number. */
  listOldCards: (parameters: { shopId: ShopId }) => Promise<GateNumber[]>
  /**
   * Record what Shopify has of a gate. `updatedAt` stays, so that a merchant's open form does not become stale.
   * @throws {NotFoundError} ERR_GATE_NOT_FOUND
   */
  setPublication: (parameters: {
    shopId: ShopId
    number: GateNumber
    publication: Publication
    writtenProductIds?: readonly number[]
    writtenVariantIds?: readonly number[]
    /** Record nothing and answer false if the gate was saved after this, because that save is still to be published. */
    expectedUpdatedAt?: number
  }) => Promise<boolean>
}
