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
      ? ['A new limit counts from now on. Earlier orders do not count.']
      : []),
    ...(hasTotal && !hasWallet && !hasToken
      ? [
          `Without a limit per wallet${hasSingle ? ' or NFT' : ''}, one holder can take all uses, one order after another. At any time, a wallet${hasSingle ? ' or an NFT' : ''} can reserve only one use.`,
        ]
      : []),
    ...(hasTotal && canMove
      ? [
          'While a cart reserves a use, its holder can send coins or items of a multi-token contract to another wallet. That wallet can then reserve another use.',
        ]
      : []),
    ...(hasWallet && canMove
      ? [
          `Coins and items of a multi-token contract cannot be told apart. A holder can send them to another wallet and use the gate again.${hasTotal ? '' : ' Set a total limit too.'}`,
        ]
      : []),
    ...(hasWallet && !canMove && !hasToken
      ? ['A holder can send an NFT to another wallet and use the gate again. A limit per NFT prevents this.']
      : []),
  ]
}
