import { PalisadeError, SetupError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import { parseAction } from '../../core/settlement/actionJson.ts'
import { parseSettlementDetail } from '../../core/settlement/settlementJson.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import type { Settlement as Row } from '../generated/client.ts'

/**
 * Parse a row of `settlement`.
 * @throws {SetupError} ERR_STORED_INVALID with the order's name, if another version wrote what this one cannot read
 */
export function parseSettlementRow(row: Row): SettlementRow {
  try {
    const { settlement, customerId, isTold, isRedacted } = parseSettlementDetail(row.detail)
    return {
      shopId: row.shopId as ShopId,
      orderId: Number(row.orderId),
      name: row.name,
      orderedAt: Number(row.orderedAt),
      cartToken: row.cartToken,
      settlement,
      waitsUntil: row.waitsUntil === null ? null : Number(row.waitsUntil),
      action: parseAction(row.action),
      settledAt: Number(row.settledAt),
      updatedAt: Number(row.updatedAt),
      ...(customerId === undefined ? {} : { customerId }),
      ...(isTold ? { isTold } : {}),
      isRedacted,
    }
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    throw new SetupError(
      'ERR_STORED_INVALID',
      `The settlement of order ${row.name} cannot be read. ${error.message}`,
      {
        hint: 'Run the version of Palisade that wrote it, or a newer one.',
        cause: error,
      },
    )
  }
}
