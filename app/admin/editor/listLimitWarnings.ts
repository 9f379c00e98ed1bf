import type { GateForm } from '../../core/gate/form.ts'
import { conditionKinds } from '../../core/requirement/kinds/table.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'

/** List what a merchant should know about limits before relying on them. */
export function listLimitWarnings({
  limits,
  saved,
  kinds,
}: {
  limits: GateForm['limits']
  /** The saved limits; null for a new gate. */
  saved: GateForm['limits'] | null
  /** Kinds of the gate's conditions. */
  kinds: readonly ConditionKind[]
}): string[] {
  const hasWallet = limits.perWallet.trim() !== ''
  const hasTotal = limits.total.trim() !== ''
  const hasToken = limits.perToken.trim() !== ''
  const held = kinds.map((kind) => conditionKinds[kind]).filter(({ asks }) => asks === 'holding')
  const canMove = held.some(({ tokenIdentity }) => tokenIdentity === null)
  const hasSingle = held.some(({ tokenIdentity }) => tokenIdentity !== null)
  const isNew = (name: keyof GateForm['limits']) => saved?.[name].trim() === '' && limits[name].trim() !== ''
  return [
    ...(isNew('perWallet') || isNew('perToken') || isNew('total')
      ? ['A limit that is new to a gate counts from now on: orders of before are not part of it.']
      : []),
    ...(hasTotal && !hasWallet && !hasToken
      ? [
          `Without a limit per wallet${hasSingle ? ' or NFT' : ''}, one holder can buy all of them, one order after the other. At any moment a wallet${hasSingle ? ', and an NFT,' : ''} keeps one place in a cart.`,
        ]
      : []),
    ...(hasTotal && canMove
      ? [
          'While a cart keeps a place, coins and items of a multi-token contract can be sent to another wallet, which gets a place of its own.',
        ]
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
