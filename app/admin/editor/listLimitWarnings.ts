import type { GateForm } from '../../core/gate/form.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'
import { IS_COIN } from '../kinds.ts'

/** What a merchant should know of limits before relying on them. */
export function listLimitWarnings({
  limits,
  kinds,
}: {
  limits: GateForm['limits']
  /** What the gate's conditions are about. */
  kinds: readonly ConditionKind[]
}): string[] {
  const hasWallet = limits.perWallet.trim() !== ''
  const hasTotal = limits.total.trim() !== ''
  const hasToken = limits.perToken.trim() !== ''
  const canMove = kinds.some((kind) => kind === 'erc1155' || IS_COIN[kind])
  return [
    ...(hasWallet && canMove
      ? [
          `Coins and items of a multi-token contract have no numbers: whoever used them can send them to another wallet, which counts anew.${hasTotal ? '' : ' Set a limit for all together too.'}`,
        ]
      : []),
    ...(hasWallet && !canMove && !hasToken
      ? ['An NFT can be sent on to another wallet, which counts anew. A limit for each NFT holds.']
      : []),
  ]
}
