import type { PublicUses } from '../../core/redemption/publicUses.ts'

/** Format the uses of a token as the API answers them. */
export function formatTokenUses({ number, name, isOpen, limit, tokens }: PublicUses) {
  return {
    gate: { number, name, open: isOpen },
    limit,
    tokens: tokens.map(({ chain, contract, id, used, reserved, free }) => ({
      ...{ chain, contract, tokenId: id },
      ...{ used, reserved, free },
    })),
  }
}
