import type { Hex } from 'viem'
import type { Rpc } from '../../../app/chains/rpc/types.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { type ContractName, compileContracts } from '../../standin/chains/compileContracts.ts'
import { connectDeployer, type Deployer } from '../../standin/chains/seedChain.ts'
import { startAnvil } from '../../standin/chains/startAnvil.ts'
import { createPatientRpc } from '../rpc/createPatientRpc.ts'
import { type CountingProxy, startProxy } from '../rpc/startProxy.ts'

export type TestNode = Deployer & {
  /** Our own client, through the proxy. */
  readonly ask: Rpc
  readonly proxy: CountingProxy
  /** Put a contract without constructor at an address. */
  readonly place: (parameters: { name: ContractName; address: string }) => Promise<void>
  readonly close: () => Promise<void>
}

/** Start a bare Ethereum node behind a counting proxy. */
export async function startNode(): Promise<TestNode> {
  const contracts = await compileContracts()
  const chainId = 1
  const node = await startAnvil({
    chainId,
    host: '127.0.0.1',
    onDeath: (sentence) => console.error(sentence),
  })
  const [deployer, proxy] = await Promise.all([
    connectDeployer({ rpcUrl: node.rpcUrl, chainId, contracts }),
    startProxy({ target: node.rpcUrl }),
  ])
  return {
    ...deployer,
    proxy,
    ask: createPatientRpc({ endpointUrls: new Map([[parseChainSlug('ethereum'), [proxy.url]]]) }),
    place: async ({ name, address }) => {
      const made: Hex = await deployer.deploy(name)
      const code = await deployer.rpc('eth_getCode', [made, 'latest'])
      await deployer.rpc('anvil_setCode', [address, code])
    },
    close: async () => {
      await Promise.all([proxy.close(), node.close()])
    },
  }
}
