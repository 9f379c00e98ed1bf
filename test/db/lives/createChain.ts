import type { EvmAddress } from '../../../app/core/chain/types.ts'
import type { Balance } from '../../../app/core/requirement/reads.ts'
import type { Chain } from './platform.ts'

/** The contract of every gate of these tests. */
export const OWLS = '0x00000000000000000000000000000000000000aa' as EvmAddress

/** A chain in memory with one collection, whose contract lists the tokens of a wallet. */
export function createChain(): Chain {
  const owners = new Map<number, EvmAddress>()
  const delegates = new Map<EvmAddress, EvmAddress>()
  const listIds = (owner: string) => [...owners].filter(([, one]) => one === owner).map(([id]) => String(id))
  return {
    ...{ owners, delegates },
    readBalances: async ({ reads }) =>
      reads.map((read): Balance => {
        if (read.kind === 'delegation') {
          // Who has everything has each narrower scope, too.
          const isOf = delegates.get(read.vault) === read.delegate
          return { kind: 'read', amount: isOf ? 2n ** 255n : 0n, block: 1n }
        }
        if (read.kind !== 'erc721') throw new Error(`No gate of these tests reads ${read.kind}.`)
        return { kind: 'read', amount: BigInt(listIds(read.owner).length), block: 1n }
      }),
    readTokenIds: async ({ owner }) => {
      const tokenIds = listIds(owner)
      return { tokenIds, amount: BigInt(tokenIds.length) }
    },
  }
}
