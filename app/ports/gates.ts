import type { Gate, GateDraft, GateNumber, Publication, ShopId } from '../core/gate/types.ts'

/** Gates with their revisions. */
export type GatesPort = {
  /** Those that exist among `numbers`, ascending; deleted ones only where asked. */
  find: (parameters: { shopId: ShopId; numbers: readonly number[]; withDeleted?: boolean }) => Promise<Gate[]>
  list: (parameters: { shopId: ShopId; withDeleted?: boolean }) => Promise<Gate[]>
  /** @throws {NotFoundError} ERR_GATE_NOT_FOUND */
  load: (parameters: { shopId: ShopId; number: number }) => Promise<Gate>
  /** Give the draft the shop's next number, revision 1, publication pending. */
  create: (parameters: { shopId: ShopId; draft: GateDraft; profile: number; at: number }) => Promise<Gate>
  /**
   * Replace the draft if the gate still stands at `expectedRevision` and `expectedUpdatedAt`; publication becomes
   * pending, and the subject it had joins the products that may still carry it.
   * @throws {ConflictError} ERR_GATE_STALE
   */
  update: (parameters: {
    shopId: ShopId
    number: GateNumber
    draft: GateDraft
    profile: number
    revision: number
    expectedRevision: number
    expectedUpdatedAt: number
    at: number
  }) => Promise<Gate>
  /** It opens for nobody from then on. @throws {NotFoundError} ERR_GATE_NOT_FOUND */
  delete: (parameters: { shopId: ShopId; number: GateNumber; at: number }) => Promise<Gate>
  /** Published gates whose card has an older shape than this version writes, ascending. */
  listOldCards: (parameters: { shopId: ShopId }) => Promise<GateNumber[]>
  setPublication: (parameters: {
    shopId: ShopId
    number: GateNumber
    publication: Publication
    writtenProductIds?: readonly number[]
    writtenVariantIds?: readonly number[]
    /** Only if the gate was not saved again meanwhile: that save is still to be published. */
    expectedUpdatedAt?: number
  }) => Promise<void>
}
