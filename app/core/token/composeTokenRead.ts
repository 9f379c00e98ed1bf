import type { WalletAddress } from '../chain/types.ts'
import type { BalanceRead } from '../requirement/reads.ts'
import type { KnownToken } from './types.ts'

/** Compose the read of how much of a token an owner holds. Both must be of one family of chains. */
export function composeTokenRead({
  token: { chain, kind, contract },
  owner,
}: {
  readonly token: Pick<KnownToken, 'chain' | 'kind' | 'contract'>
  readonly owner: WalletAddress
}): BalanceRead {
  switch (kind) {
    case 'erc20':
    case 'erc721':
      return { chain, kind, contract, owner } as BalanceRead
    case 'erc1155':
      return { chain, kind: 'erc1155All', contract, owner } as BalanceRead
    case 'spl':
      return { chain, kind, mint: contract, owner } as BalanceRead
    case 'flowNft':
    case 'flowToken':
      return { chain, kind: 'flowHolding', contract, owner } as BalanceRead
    case 'collection':
      return { chain, kind, address: contract, owner } as BalanceRead
  }
}
