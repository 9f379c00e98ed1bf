import type { EvmAddress } from '../../../app/core/chain/types.ts'
import type { Balance } from '../../../app/core/requirement/reads.ts'
import type { Chain } from './platform.ts'

/** The contract of every gate of these tests. */
export const OWLS = '0x00000000000000000000000000000000000000aa' as EvmAddress

/** A chain in memory with one collection, whose contract lists the tokens of a wallet. */
export function createChain(): Chain {
  const owners = new Map<number, EvmAddress>()
  const listIds = (owner: string) => [...owners].filter(([, one]) => one === owner).map(([id]) => String(id))
  return {
    owners,
    readBalances: async ({ reads }) =>
      reads.map((read): Balance => {
        if (read.kind !== 'erc721') throw new Error(`No gate of these tests reads ${read.kind}.`)
        return { kind: 'read', amount: BigInt(listIds(read.owner).length), block: 1n }
      }),
    readTokenIds: async ({ owner }) => {
      const tokenIds = listIds(owner)
      return { tokenIds, amount: BigInt(tokenIds.length) }
    },
  }
}
