import type { PublicUses } from '../../core/redemption/publicUses.ts'

/** Format the uses of a token as the API answers them. */
export function formatTokenUses({ number, name, limit, tokens }: PublicUses) {
  return {
    gate: { number, name },
    limit,
    tokens: tokens.map(({ chain, contract, id, used, reserved, free }) => ({
      ...{ chain, contract, tokenId: id },
      ...{ used, reserved, free },
    })),
  }
}
