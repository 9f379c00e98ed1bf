import { EndpointError } from '../rpc/endpointError.ts'
import type { RpcCall } from '../rpc/types.ts'
import { mainnetGenesis } from './programs.ts'

/** First call of every batch. It refuses a node of another network, as any of several nodes may answer the batch. */
export const askGenesis: RpcCall<null> = {
  method: 'getGenesisHash',
  params: [],
  parse: (result) => {
    if (result !== mainnetGenesis) throw new EndpointError('wrong-chain', 'the node serves another chain')
    return null
  },
}
