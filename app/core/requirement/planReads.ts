import type { ProvenWallet } from '../login/types.ts'
import type { BalanceRead, Condition, Requirement } from './types.ts'

/** The reads that decide a requirement for some wallets, condition by condition in the requirement's order. */
export function planReads({
  requirement,
  wallets,
}: {
  requirement: Requirement
  wallets: readonly ProvenWallet[]
}): BalanceRead[] {
  return requirement.root.of.flatMap((condition) => planConditionReads({ condition, wallets }))
}

/**
 * The reads that decide one condition; a wallet named twice is read once.
 *
 * A contract wallet is an identity on the chain where it signed, and holds nothing elsewhere.
 */
export function planConditionReads({
  condition,
  wallets,
}: {
  condition: Condition
  wallets: readonly ProvenWallet[]
}): BalanceRead[] {
  const owners = new Set(
    wallets
      .filter((wallet) => wallet.kind === 'key' || wallet.chain === condition.chain)
      .map((wallet) => wallet.address),
  )
  const { chain, kind, contract } = condition
  return [...owners].flatMap((owner) =>
    condition.kind === 'erc1155'
      ? condition.tokenIds.map((tokenId) => ({ chain, kind, contract, owner, tokenId }))
      : [{ chain, kind, contract, owner }],
  )
}
