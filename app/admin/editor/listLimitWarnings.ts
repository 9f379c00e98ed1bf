import type { GateForm } from '../../core/gate/form.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'
import { IS_COIN } from '../kinds.ts'

/** What a merchant should know of limits before relying on them. */
export function listLimitWarnings({
  limits,
  saved,
  kinds,
}: {
  limits: GateForm['limits']
  /** As the gate has them; null where it is not there yet. */
  saved: GateForm['limits'] | null
  /** What the gate's conditions are about. */
  kinds: readonly ConditionKind[]
}): string[] {
  const hasWallet = limits.perWallet.trim() !== ''
  const hasTotal = limits.total.trim() !== ''
  const hasToken = limits.perToken.trim() !== ''
  const canMove = kinds.some((kind) => kind === 'erc1155' || IS_COIN[kind])
  const isNew = (name: keyof GateForm['limits']) => saved?.[name].trim() === '' && limits[name].trim() !== ''
  return [
    ...(isNew('perWallet') || isNew('perToken') || isNew('total')
      ? ['A limit that is new to a gate counts from now on: orders of before are not part of it.']
      : []),
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
