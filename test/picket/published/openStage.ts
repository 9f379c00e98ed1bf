import type { Address, Hex } from 'viem'
import { zeroAddress } from 'viem'
import { compileContracts } from '../../standin/chains/compileContracts.ts'
import { connectDeployer } from '../../standin/chains/seedChain.ts'
import { startAnvil } from '../../standin/chains/startAnvil.ts'
import vectors from '../../vectors/walletContracts.json'

export const chainId = 1
/** The code of the deployers: create what follows the salt. @see https://github.com/Arachnid/deterministic-deployment-proxy */
const DEPLOYER =
  '0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3'

/** Safe 1.3.0 was put on chains twice: on Optimism, Base and Avalanche by the later deployer, with the same code. */
const LATER_SAFE = [
  '0x69f4d1788e39c87893c980c06edf4b7f686e2938',
  '0xc22834581ebc8527d974f8a1c97e1bea4ef910bc',
  '0x017062a1de2fe6b99be3d9d37841fed19f573804',
] as const

/** The wallets of the vectors. */
export const wallets = {
  ...vectors.wallets,
  laterSafe130: {
    ...vectors.wallets.safe130,
    contracts: vectors.wallets.safe130.contracts.map((one, at) => ({
      ...one,
      deployer: '0x914d7fec6aac8cd542e72bca78b30650d45643d7',
      address: LATER_SAFE[at] ?? '',
    })),
  },
}
export type WalletName = keyof typeof wallets

export type Stage = {
  readonly rpcUrl: string
  readonly codeOf: (address: string) => Promise<string>
  /** The bytes that a call answers with. */
  readonly call: (to: Address, data: Hex) => Promise<Hex>
  /** The address that a call answers with. */
  readonly predict: (to: Address, data: Hex) => Promise<Address>
  /** Send a transaction as any account. */
  readonly sendFrom: (from: string, to: string, data: string) => Promise<void>
  /** Put a copy of a contract's code at another address, without its storage. */
  readonly copyCode: (from: Address, to: Address) => Promise<void>
  readonly close: () => Promise<void>
}

export function contractOf(wallet: WalletName, name: string): Address {
  const found = wallets[wallet].contracts.find((one) => one.name.startsWith(name))
  if (!found) throw new Error(`${wallet} has no ${name}.`)
  return found.address as Address
}

/** A node with every contract of the vectors, made by the bytes that were published. */
export async function openStage(): Promise<Stage> {
  const node = await startAnvil({
    chainId,
    host: '127.0.0.1',
    onDeath: (sentence) => console.error(sentence),
  })
  const chain = await connectDeployer({ rpcUrl: node.rpcUrl, chainId, contracts: await compileContracts() })
  const call: Stage['call'] = async (to, data) =>
    String(await chain.rpc('eth_call', [{ to, data }, 'latest'])) as Hex
  const sendFrom: Stage['sendFrom'] = async (from, to, data) => {
    await chain.rpc('anvil_setBalance', [from, '0xde0b6b3a7640000'])
    await chain.rpc('anvil_impersonateAccount', [from])
    await chain.rpc('eth_sendTransaction', [{ from, to, data, gas: '0x989680' }])
    await chain.rpc('anvil_stopImpersonatingAccount', [from])
  }
  const codeOf = async (address: string) => String(await chain.rpc('eth_getCode', [address, 'latest']))
  for (const { contracts } of Object.values(wallets)) {
    for (const { deployer, call } of contracts) {
      await chain.rpc('anvil_setCode', [deployer, DEPLOYER])
      await sendFrom(zeroAddress, deployer, call)
    }
  }
  return {
    rpcUrl: node.rpcUrl,
    codeOf,
    call,
    predict: async (to, data) => `0x${(await call(to, data)).slice(-40)}`,
    sendFrom,
    copyCode: async (from, to) => {
      await chain.rpc('anvil_setCode', [to, await codeOf(from)])
    },
    close: node.close,
  }
}
