import { familyOf, isEvmAddress } from '../chain/familyOf.ts'
import type { ChainSlug, EvmAddress, WalletAddress } from '../chain/types.ts'
import type { ProvenWallet, Vault } from '../login/types.ts'

/** Whoever is asked for tokens: a wallet that signed in, or a vault that one of them speaks for. */
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
      readonly delegate: EvmAddress
      readonly onlyOn: ChainSlug | null
      readonly tokens: Vault['tokens']
    }

/** The holders that a visit's wallets and vaults stand for, each address once: who signed in himself needs no delegate. */
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
    // A contract wallet that signed on two chains is an identity on each.
    else if (!signed.has(address))
      holders.set(`${address} ${chain}`, { kind: 'wallet', address, onlyOn: chain })
  }
  for (const { address, delegate, tokens } of vaults) {
    const speaker = wallets.find((one) => one.address === delegate)
    if (!speaker || signed.has(address)) continue
    const onlyOn = speaker.kind === 'contract' ? speaker.chain : null
    holders.set(`vault ${address}`, { kind: 'vault', address, delegate, onlyOn, tokens })
  }
  return [...holders.values()]
}

/** Those of the holders that can hold anything on a chain. */
export function holdersOn({ holders, chain }: { holders: readonly Holder[]; chain: ChainSlug }): Holder[] {
  const isEvm = familyOf(chain) === 'evm'
  return holders.filter(
    ({ address, onlyOn }) => isEvmAddress(address) === isEvm && (onlyOn === null || onlyOn === chain),
  )
}
