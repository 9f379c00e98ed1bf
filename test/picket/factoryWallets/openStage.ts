import type { Address, Hex } from 'viem'
import { compileContracts } from '../../standin/chains/compileContracts.ts'
import { connectDeployer, type Deployer } from '../../standin/chains/seedChain.ts'
import { startAnvil } from '../../standin/chains/startAnvil.ts'

export const chainId = 1

export type Stage = {
  readonly rpcUrl: string
  readonly deploy: Deployer['deploy']
  readonly codeOf: (address: string) => Promise<string>
  /** The bytes that a call answers with. */
  readonly call: (to: Address, data: Hex) => Promise<Hex>
  /** The address that a call answers with. */
  readonly predict: (to: Address, data: Hex) => Promise<Address>
  /** The gas that a transaction would take. */
  readonly estimate: (to: Address, data: Hex) => Promise<number>
  /** Send a transaction as any account. */
  readonly sendFrom: (from: string, to: string, data: string) => Promise<void>
  /** Put code at an address. */
  readonly putCode: (address: Address, code: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** An empty chain that obeys. */
export async function openStage(): Promise<Stage> {
  const node = await startAnvil({
    chainId,
    host: '127.0.0.1',
    onDeath: (sentence) => console.error(sentence),
  })
  const { rpc, deploy } = await connectDeployer({
    rpcUrl: node.rpcUrl,
    chainId,
    contracts: await compileContracts(),
  })
  const call: Stage['call'] = async (to, data) =>
    String(await rpc('eth_call', [{ to, data }, 'latest'])) as Hex
  return {
    rpcUrl: node.rpcUrl,
    deploy,
    codeOf: async (address) => String(await rpc('eth_getCode', [address, 'latest'])),
    call,
    predict: async (to, data) => `0x${(await call(to, data)).slice(-40)}`,
    estimate: async (to, data) => Number(await rpc('eth_estimateGas', [{ to, data }])),
    sendFrom: async (from, to, data) => {
      await rpc('anvil_setBalance', [from, '0xde0b6b3a7640000'])
      await rpc('anvil_impersonateAccount', [from])
      await rpc('eth_sendTransaction', [{ from, to, data, gas: '0x989680' }])
      await rpc('anvil_stopImpersonatingAccount', [from])
    },
    putCode: async (address, code) => {
      await rpc('anvil_setCode', [address, code])
    },
    close: node.close,
  }
}
