import { createPublicClient, createWalletClient, defineChain, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ContractName, Contracts } from './compileContracts.ts'
import { makeDemoWallet } from './demoWallets.ts'

export type ConnectParameters = {
  readonly rpcUrl: string
  readonly chainId: number
  readonly contracts: Contracts
}

export type Deployer = {
  readonly deploy: (name: ContractName, args?: readonly unknown[]) => Promise<Hex>
  readonly write: (parameters: {
    readonly name: ContractName
    readonly address: Hex
    readonly method: string
    readonly args: readonly unknown[]
  }) => Promise<void>
  readonly rpc: (method: string, params: readonly unknown[]) => Promise<unknown>
}

/** Connect to a stand-in chain with an account that has funds, to deploy and call the demo's contracts. */
export async function connectDeployer({ rpcUrl, chainId, contracts }: ConnectParameters): Promise<Deployer> {
  const chain = defineChain({
    id: chainId,
    name: 'stand-in',
    nativeCurrency: { name: 'Coin', symbol: 'COIN', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const transport = http(rpcUrl)
  // One deployer per chain, so that no contract has the same address on both.
  const account = privateKeyToAccount(makeDemoWallet(`deployer ${chainId}`).privateKey)
  const reader = createPublicClient({ chain, transport, ccipRead: false, pollingInterval: 20 })
  const writer = createWalletClient({ chain, transport, account })
  const rpc = (method: string, params: readonly unknown[]): Promise<unknown> =>
    reader.request({ method, params } as unknown as Parameters<typeof reader.request>[0])
  await rpc('anvil_setBalance', [account.address, '0x3635c9adc5dea00000'])

  return {
    rpc,
    deploy: async (name, args = []) => {
      const { abi, bytecode } = contracts[name]
      const hash = await writer.deployContract({ abi, bytecode, args })
      const { contractAddress } = await reader.waitForTransactionReceipt({ hash })
      if (!contractAddress) throw new Error(`The contract ${name} was not deployed.`)
      return contractAddress
    },
    write: async ({ name, address, method, args }) => {
      const hash = await writer.writeContract({
        abi: contracts[name].abi,
        address,
        functionName: method,
        args,
      })
      const { status } = await reader.waitForTransactionReceipt({ hash })
      if (status !== 'success') throw new Error(`${name}.${method} reverted.`)
    },
  }
}

export type TokenContracts = { readonly erc20: Hex; readonly erc721: Hex; readonly erc1155: Hex }

/** Deploy one token of each kind and mint to the holder: 250.5 HRBR, owls 7, 1180 and 4021, passes 2 of #1 and 5 of #7. */
export async function seedChain({ deploy, write }: Deployer): Promise<TokenContracts> {
  const holder = makeDemoWallet('holder').address
  const erc20 = await deploy('HarborCoin')
  const erc721 = await deploy('NightOwls')
  const erc1155 = await deploy('TidePasses')
  await write({ name: 'HarborCoin', address: erc20, method: 'mint', args: [holder, 2505n * 10n ** 17n] })
  for (const id of [7n, 1180n, 4021n]) {
    await write({ name: 'NightOwls', address: erc721, method: 'mint', args: [holder, id] })
  }
  await write({ name: 'TidePasses', address: erc1155, method: 'mint', args: [holder, 1n, 2n] })
  await write({ name: 'TidePasses', address: erc1155, method: 'mint', args: [holder, 7n, 5n] })
  return { erc20, erc721, erc1155 }
}
