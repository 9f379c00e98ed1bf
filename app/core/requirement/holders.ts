import { familyOf, familyOfAddress } from '../chain/familyOf.ts'
import type { ChainSlug, EvmAddress, WalletAddress } from '../chain/types.ts'
import type { ProvenWallet, Vault } from '../login/types.ts'
import type { Balance, FindBalance, Read } from './reads.ts'

/** An address whose balances are read: a wallet that signed in, or a vault that such a wallet speaks for. */
export type Holder =
  | {
      readonly kind: 'wallet'
      readonly address: WalletAddress
      /** Null for a key, which is the same on every chain of its family; else the one chain a contract signed on. */
      readonly onlyOn: ChainSlug | null
    }
  | {
      readonly kind: 'vault'
      readonly address: EvmAddress
      /** The wallets that may speak for the vault, and on which chain. */
      readonly speakers: readonly Speaker[]
      readonly tokens: Vault['tokens']
    }
export type Speaker = { readonly address: EvmAddress; readonly onlyOn: ChainSlug | null }

/** List the holders of a visit. An address that signed in is not also a vault: its balances would count twice. */
export function listHolders({
  wallets,
  vaults = [],
}: {
  wallets: readonly ProvenWallet[]
  vaults?: readonly Vault[] | undefined
}): Holder[] {
  const holders = new Map<string, Holder>()
  const signed = new Set(wallets.filter((one) => one.kind === 'key').map((one) => one.address))
  for (const { address, kind, chain } of wallets) {
    if (kind === 'key') holders.set(address, { kind: 'wallet', address, onlyOn: null })
    // A contract wallet that signed on two chains is a holder on each.
    else if (!signed.has(address))
      holders.set(`${address} ${chain}`, { kind: 'wallet', address, onlyOn: chain })
  }
  for (const { address, delegates, tokens } of vaults) {
    if (wallets.some((one) => one.address === address)) continue
    const speakers = [...holders.values()].flatMap((one) => {
      const delegate = delegates.find((each) => each === one.address)
      return one.kind === 'wallet' && delegate ? [{ address: delegate, onlyOn: one.onlyOn }] : []
    })
    if (speakers.length > 0) holders.set(`vault ${address}`, { kind: 'vault', address, speakers, tokens })
  }
  return [...holders.values()]
}

/**
 * Drop vaults that have delegated nothing of what the reads ask for. Anybody can name a vault, and must not learn from
 * a deny list or a `not` about a stranger's wallet. A vault whose delegations could not be read stays, but its look-ups
 * in lists are unread.
 */
export function removeIdleVaults({
  holders,
  reads,
  findBalance,
}: {
  holders: readonly Holder[]
  reads: Iterable<Read>
  findBalance: FindBalance
}): { readonly holders: Holder[]; readonly findBalance: FindBalance } {
  const lenders = new Set<string>()
  const unsure = new Map<string, Balance>()
  for (const read of reads) {
    if (read.kind !== 'delegation') continue
    const lent = findBalance(read)
    if (lent?.kind === 'unread') unsure.set(read.vault, lent)
    else if (!lent) unsure.set(read.vault, { kind: 'unread', code: 'ERR_CHAIN_READ', chain: read.chain })
    else if (lent.amount > 0n) lenders.add(read.vault)
  }
  for (const vault of lenders) unsure.delete(vault)
  const kept = holders.filter(
    ({ kind, address }) => kind === 'wallet' || lenders.has(address) || unsure.has(address),
  )
  return {
    holders: kept,
    findBalance: (read) => (read.kind === 'list' && unsure.get(read.address)) || findBalance(read),
  }
}

/** List the holders that can hold anything on a chain. */
export function listHoldersOn({
  holders,
  chain,
}: {
  holders: readonly Holder[]
  chain: ChainSlug
}): Holder[] {
  const family = familyOf(chain)
  return holders.filter(
    (holder) =>
      familyOfAddress(holder.address) === family &&
      (holder.kind === 'vault' ? listSpeakers({ vault: holder, chain }).length > 0 : isOn(holder, chain)),
  )
}

/** List the wallets that may speak for a vault on a chain. */
export function listSpeakers({
  vault,
  chain,
}: {
  vault: Extract<Holder, { kind: 'vault' }>
  chain: ChainSlug
}): EvmAddress[] {
  return vault.speakers.filter((one) => isOn(one, chain)).map(({ address }) => address)
}

function isOn({ onlyOn }: { readonly onlyOn: ChainSlug | null }, chain: ChainSlug): boolean {
  return onlyOn === null || onlyOn === chain
}
