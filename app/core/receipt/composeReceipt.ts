import type { SeenGate } from '../visit/types.ts'
import type { ReceiptClaims } from './types.ts'

export type ComposeReceiptParameters = {
  readonly issuer: string
  /** A UUID. */
  readonly id: string
  readonly issuedAt: number
  readonly shop: string
  readonly seen: SeenGate & Required<Pick<SeenGate, 'blocks'>>
  readonly conditionSha256: string
}

/** Compose the claims of a receipt. */
export function composeReceipt(parameters: ComposeReceiptParameters): ReceiptClaims {
  const { issuer, id, issuedAt, shop, seen, conditionSha256 } = parameters
  const { gate, revision, blocks = [] } = seen
  return {
    iss: issuer,
    jti: id,
    iat: issuedAt,
    shop,
    gate,
    revision,
    conditionSha256,
    blocks: blocks.map(({ chain, block }) => ({ chain, block: String(block) })),
  }
}
