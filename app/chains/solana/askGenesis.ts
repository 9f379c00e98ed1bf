import { SourceError } from '../rpc/sourceError.ts'
import type { RpcCall } from '../rpc/types.ts'
import { mainnetGenesis } from './programs.ts'

/** Put first in every batch: a node may be of another network, and any of several may be the one that answers. */
export const askGenesis: RpcCall<null> = {
  method: 'getGenesisHash',
  params: [],
  parse: (result) => {
    if (result !== mainnetGenesis) throw new SourceError('wrong-chain', 'the node is of another chain')
    return null
  },
}
