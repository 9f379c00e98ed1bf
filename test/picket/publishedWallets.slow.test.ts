import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  hashMessage,
  hashTypedData,
  parseAbi,
  parseAbiParameters,
  serializeErc6492Signature,
  zeroAddress,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { walletFactories } from '../../app/chains/evm/walletFactories.ts'
import { compileContracts } from '../standin/chains/compileContracts.ts'
import { connectDeployer, type Deployer } from '../standin/chains/seedChain.ts'
import { type Anvil, startAnvil } from '../standin/chains/startAnvil.ts'
import vectors from '../vectors/walletContracts.json'
import { type ApiProject, type OpenedApi, openApi } from './openApi.ts'
import { basic, openWallet, signLogin, type TextSigner } from './signLogin.ts'

/*
 * Coinbase Smart Wallet, Safe and Kernel with the code that they have on every chain, at its published addresses. Their
 * wallets sign in before they are on the chain, through the presets of WALLET_FACTORIES.
 */
const chainId = 1
const owner = openWallet('holder')
const other = openWallet('outsider')
/** The code of both deployers: create what follows the salt. @see https://github.com/Arachnid/deterministic-deployment-proxy */
const DEPLOYER =
  '0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3'
type Name = keyof typeof vectors.wallets

let node: Anvil
let chain: Deployer
let api: OpenedApi
let project: ApiProject
beforeAll(async () => {
  node = await startAnvil({ chainId, host: '127.0.0.1', onDeath: (sentence) => console.error(sentence) })
  chain = await connectDeployer({ rpcUrl: node.rpcUrl, chainId, contracts: await compileContracts() })
  for (const { contracts } of Object.values(vectors.wallets)) {
    for (const { deployer, call } of contracts) {
      await chain.rpc('anvil_setCode', [deployer, DEPLOYER])
      await sendFrom(zeroAddress, deployer, call)
    }
  }
  api = await openApi({ rpcUrls: { ethereum: node.rpcUrl } })
  project = await api.makeProject()
})
afterAll(async () => {
  await api?.close()
  await node?.close()
})

/** Send a transaction as any account. */
async function sendFrom(from: string, to: string, data: string): Promise<void> {
  await chain.rpc('anvil_setBalance', [from, '0xde0b6b3a7640000'])
  await chain.rpc('anvil_impersonateAccount', [from])
  await chain.rpc('eth_sendTransaction', [{ from, to, data, gas: '0x989680' }])
  await chain.rpc('anvil_stopImpersonatingAccount', [from])
}

const contractOf = (wallet: Name, name: string): Address => {
  const found = vectors.wallets[wallet].contracts.find((one) => one.name.startsWith(name))
  if (!found) throw new Error(`${wallet} has no ${name}.`)
  return found.address as Address
}
const codeOf = (address: string) => chain.rpc('eth_getCode', [address, 'latest'])
/** The address that a call of a factory answers with. */
async function predict(to: Address, data: Hex): Promise<Address> {
  return `0x${String(await chain.rpc('eth_call', [{ to, data }, 'latest'])).slice(-40)}`
}

type Signer = { readonly address: Address; readonly sign: (hash: Hex, key: typeof owner) => Promise<Hex> }
type Opened = { readonly factory: Address; readonly creation: Hex; readonly wallet: Signer }

async function openCoinbase(): Promise<Opened> {
  const abi = parseAbi(['function createAccount(bytes[] owners, uint256 nonce) returns (address)'])
  const owners = [encodeAbiParameters(parseAbiParameters('address'), [owner.address])]
  const creation = encodeFunctionData({ abi, args: [owners, 7n] })
  const factory = contractOf('coinbase', 'CoinbaseSmartWalletFactory')
  const address = await predict(factory, creation)
  const domain = { name: 'Coinbase Smart Wallet', version: '1', chainId, verifyingContract: address }
  const types = { CoinbaseSmartWalletMessage: [{ name: 'hash', type: 'bytes32' }] }
  const sign: Signer['sign'] = async (hash, key) => {
    const typed = { domain, types, primaryType: 'CoinbaseSmartWalletMessage', message: { hash } } as const
    const signature = await key.sign({ hash: hashTypedData(typed) })
    return encodeAbiParameters(parseAbiParameters('(uint256, bytes)'), [[0n, signature]])
  }
  return { factory, creation, wallet: { address, sign } }
}

async function openSafe(): Promise<Opened> {
  const abi = parseAbi([
    'function createProxyWithNonce(address singleton, bytes initializer, uint256 nonce) returns (address)',
    'function setup(address[] owners, uint256 threshold, address to, bytes data, address handler, address token, uint256 payment, address receiver)',
  ])
  const handler = contractOf('safe', 'CompatibilityFallbackHandler')
  const setup = encodeFunctionData({
    ...{ abi, functionName: 'setup' },
    args: [[owner.address], 1n, zeroAddress, '0x', handler, zeroAddress, 0n, zeroAddress],
  })
  const args = [contractOf('safe', 'Safe '), setup, 7n] as const
  const creation = encodeFunctionData({ abi, functionName: 'createProxyWithNonce', args })
  const factory = contractOf('safe', 'SafeProxyFactory')
  const address = await predict(factory, creation)
  const types = { SafeMessage: [{ name: 'message', type: 'bytes' }] }
  const sign: Signer['sign'] = (hash, key) => {
    const domain = { chainId, verifyingContract: address }
    return key.signTypedData({ domain, types, primaryType: 'SafeMessage', message: { message: hash } })
  }
  return { factory, creation, wallet: { address, sign } }
}

async function openKernel(): Promise<Opened> {
  const abi = parseAbi([
    'function owner() view returns (address)',
    'function approveFactory(address factory, bool isApproved)',
    'function deployWithFactory(address factory, bytes data, bytes32 salt) returns (address)',
    'function initialize(bytes21 validator, address hook, bytes validatorData, bytes hookData, bytes[] config)',
  ])
  const factory = contractOf('kernel', 'FactoryStaker')
  const kernelFactory = contractOf('kernel', 'KernelFactory')
  // ZeroDev, who owns it, has approved this factory on every chain.
  const zerodev = await predict(factory, encodeFunctionData({ abi, functionName: 'owner' }))
  await sendFrom(
    zerodev,
    factory,
    encodeFunctionData({ abi, functionName: 'approveFactory', args: [kernelFactory, true] }),
  )
  const validator = concatHex(['0x01', contractOf('kernel', 'ECDSAValidator')])
  const data = encodeFunctionData({
    ...{ abi, functionName: 'initialize' },
    args: [validator, zeroAddress, owner.address, '0x', []],
  })
  const args = [kernelFactory, data, `0x${'07'.repeat(32)}`] as const
  const creation = encodeFunctionData({ abi, functionName: 'deployWithFactory', args })
  const address = await predict(factory, creation)
  const domain = { name: 'Kernel', version: '0.3.1', chainId, verifyingContract: address }
  const types = { Kernel: [{ name: 'hash', type: 'bytes32' }] }
  const sign: Signer['sign'] = async (hash, key) => {
    const raw = hashTypedData({ domain, types, primaryType: 'Kernel', message: { hash } })
    return concatHex([validator, await key.signMessage({ message: { raw } })])
  }
  return { factory, creation, wallet: { address, sign } }
}

const kinds: readonly (readonly [Name, () => Promise<Opened>])[] = [
  ['coinbase', openCoinbase],
  ['safe', openSafe],
  ['kernel', openKernel],
]

/** Sign in as a wallet that is not on the chain. */
async function login({ factory: address, creation: data, wallet }: Opened, key = owner) {
  const signer: TextSigner = {
    address: wallet.address,
    signMessage: async ({ message }) => {
      const signature = await wallet.sign(hashMessage(message), key)
      return serializeErc6492Signature({ address, data, signature })
    },
  }
  const body = await signLogin({ api, key: project.publishableKey, wallet: signer })
  return api.call({ path: '/auth', body, headers: basic(project.publishableKey) })
}

describe('contract wallets as they are published', () => {
  test.each(kinds)(
    'default: the code of %s makes its published address, which the preset names',
    async (name) => {
      const { contracts } = vectors.wallets[name]
      for (const { deployer, address, call } of contracts) {
        const from = deployer as Address
        const salt = call.slice(0, 66) as Hex
        const made = getContractAddress({ opcode: 'CREATE2', from, salt, bytecode: `0x${call.slice(66)}` })
        expect(made.toLowerCase()).toBe(address)
        expect(await codeOf(address)).toMatch(/^0x[0-9a-f]{100}/)
      }
      const presets: readonly string[] = walletFactories[name].map(({ address }) => address)
      expect(contracts.filter(({ address }) => presets.includes(address))).toHaveLength(1)
    },
  )

  test.each(kinds)(
    'default: a wallet of %s signs in before it is on the chain, and stays off it',
    async (_, open) => {
      const opened = await open()
      expect(await codeOf(opened.wallet.address)).toBe('0x')
      const answer = await login(opened)
      expect([answer.status, answer.json]).toEqual([
        200,
        expect.objectContaining({ user: expect.objectContaining({ walletAddress: opened.wallet.address }) }),
      ])
      expect(await codeOf(opened.wallet.address)).toBe('0x')
    },
  )

  test.each(kinds)('refuses: another key for a wallet of %s (ERR_SIGNATURE_INVALID)', async (_, open) => {
    const answer = await login(await open(), other)
    expect([answer.status, answer.json.error]).toEqual([401, 'ERR_SIGNATURE_INVALID'])
  })

  test.each(kinds)(
    'behavior: a wallet of %s that was put on the chain meanwhile signs in too',
    async (_, open) => {
      const opened = await open()
      await sendFrom(zeroAddress, opened.factory, opened.creation)
      expect(await codeOf(opened.wallet.address)).not.toBe('0x')
      expect((await login(opened)).status).toBe(200)
    },
  )
})
