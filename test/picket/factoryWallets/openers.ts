import {
  type Address,
  concatHex,
  createPublicClient,
  encodeAbiParameters,
  encodeFunctionData,
  encodePacked,
  type Hex,
  hashTypedData,
  http,
  keccak256,
  numberToHex,
  padHex,
  parseAbi,
  parseAbiParameters,
  parseErc6492Signature,
  zeroAddress,
} from 'viem'
import { toCoinbaseSmartAccount } from 'viem/account-abstraction'
import { mainnet } from 'viem/chains'
import { chainId } from './openStage.ts'
import type { Open, Opened } from './types.ts'

/** Coinbase's wallet, as viem's own client creates it and signs. */
export function openCoinbase(version: '1' | '1.1'): Open {
  return async ({ rpcUrl }, owner) => {
    const client = createPublicClient({ chain: mainnet, transport: http(rpcUrl) })
    const common = { client, nonce: 7n, version }
    const account = await toCoinbaseSmartAccount({ ...common, owners: [owner] })
    const { factory, factoryData } = await account.getFactoryArgs()
    if (!factory || !factoryData) throw new Error('The client names no factory.')
    const { address } = account
    const sign: Opened['sign'] = async (hash, key) => {
      const signer = await toCoinbaseSmartAccount({ ...common, address, owners: [key] })
      // The client adds a factory as long as the wallet is not on the chain.
      return parseErc6492Signature(await signer.sign({ hash })).signature
    }
    return { factory: factory.toLowerCase() as Address, creation: factoryData, address, sign }
  }
}

export type SafeParts = { readonly singleton: Address; readonly factory: Address; readonly handler: Address }

const safeAbi = parseAbi([
  'function setup(address[] owners, uint256 threshold, address to, bytes data, address handler, address token, uint256 payment, address receiver)',
  'function createProxyWithNonce(address singleton, bytes initializer, uint256 nonce) returns (address)',
])

/** The call that makes a fresh Safe one of this owner, and lets it run code of `to`, if any. */
export function composeSafeSetup({
  parts,
  owner,
  to = zeroAddress,
  data = '0x',
}: {
  readonly parts: SafeParts
  readonly owner: Address
  readonly to?: Address
  readonly data?: Hex
}): Hex {
  const args = [[owner], 1n, to, data, parts.handler, zeroAddress, 0n, zeroAddress] as const
  return encodeFunctionData({ abi: safeAbi, functionName: 'setup', args })
}

/** The call of the factory that creates a Safe by CREATE2. */
export function composeSafeCreation(parts: SafeParts, setup: Hex): Hex {
  const args = [parts.singleton, setup, 7n] as const
  return encodeFunctionData({ abi: safeAbi, functionName: 'createProxyWithNonce', args })
}

/** Make the signatures of a Safe of one owner. */
export function createSafeSign(verifyingContract: Address): Opened['sign'] {
  const types = { SafeMessage: [{ name: 'message', type: 'bytes' }] }
  const common = { domain: { chainId, verifyingContract }, types, primaryType: 'SafeMessage' } as const
  return (hash, key) => key.signTypedData({ ...common, message: { message: hash } })
}

/** A Safe of one owner, of any version. */
export function openSafe(parts: SafeParts): Open {
  return async (stage, owner) => {
    const { factory } = parts
    const creation = composeSafeCreation(parts, composeSafeSetup({ parts, owner }))
    const address = await stage.predict(factory, creation)
    return { factory, creation, address, sign: createSafeSign(address) }
  }
}

/** What Kernel's first factory calls. */
export const kernelParts = {
  validator: '0x845adb2c711129d4f3966735ed98a9f09fc4ce57',
  factory: '0xaac5d4240af87249b3f71bc8e4a2cae074a3e419',
} as const

export async function openKernel(stage: Parameters<Open>[0], owner: Address): Promise<Opened> {
  const abi = parseAbi([
    'function owner() view returns (address)',
    'function approveFactory(address factory, bool isApproved)',
    'function deployWithFactory(address factory, bytes data, bytes32 salt) returns (address)',
    'function initialize(bytes21 validator, address hook, bytes validatorData, bytes hookData, bytes[] config)',
  ])
  const factory = '0xd703aae79538628d27099b8c4f621be4ccd142d5'
  // ZeroDev, who owns it, has approved this factory on every chain.
  const zerodev = await stage.predict(factory, encodeFunctionData({ abi, functionName: 'owner' }))
  const approval = { abi, functionName: 'approveFactory', args: [kernelParts.factory, true] } as const
  await stage.sendFrom(zerodev, factory, encodeFunctionData(approval))
  const validator = concatHex(['0x01', kernelParts.validator])
  const initializing = [validator, zeroAddress, owner, '0x', []] as const
  const data = encodeFunctionData({ abi, functionName: 'initialize', args: initializing })
  const args = [kernelParts.factory, data, `0x${'07'.repeat(32)}`] as const
  const creation = encodeFunctionData({ abi, functionName: 'deployWithFactory', args })
  const address = await stage.predict(factory, creation)
  const domain = { name: 'Kernel', version: '0.3.1', chainId, verifyingContract: address }
  const types = { Kernel: [{ name: 'hash', type: 'bytes32' }] }
  const sign: Opened['sign'] = async (hash, key) => {
    const raw = hashTypedData({ domain, types, primaryType: 'Kernel', message: { hash } })
    return concatHex([validator, await key.signMessage({ message: { raw } })])
  }
  return { factory, creation, address, sign }
}

const lightFactories = {
  '1': '0x00004ec70002a32400f8ae005a26081065620d20',
  '2': '0x0000000000400cdfef5e2714e63d8040b700bc24',
} as const

/** Alchemy's Light Account. From version 2 a first byte says that the owner is a plain key. */
export function openLightAccount(version: '1' | '2'): Open {
  const abi = parseAbi(['function createAccount(address owner, uint256 salt) returns (address)'])
  return async (stage, owner) => {
    const creation = encodeFunctionData({ abi, args: [owner, 7n] })
    const factory = lightFactories[version]
    const address = await stage.predict(factory, creation)
    const domain = { name: 'LightAccount', version, chainId, verifyingContract: address }
    const types = { LightAccountMessage: [{ name: 'message', type: 'bytes' }] }
    const sign: Opened['sign'] = async (hash, key) => {
      const typed = { domain, types, primaryType: 'LightAccountMessage', message: { message: hash } } as const
      const signature = await key.signTypedData(typed)
      return version === '1' ? signature : concatHex(['0x00', signature])
    }
    return { factory, creation, address, sign }
  }
}

/** Alchemy's Modular Account 2 with its owner in its code. Before the signature: no hooks, entity 0, a plain key. */
export async function openSemiModular(stage: Parameters<Open>[0], owner: Address): Promise<Opened> {
  const abi = parseAbi(['function createSemiModularAccount(address owner, uint256 salt) returns (address)'])
  const factory = '0x00000000000017c61b5bee81050ec8efc9c6fecd'
  const creation = encodeFunctionData({ abi, args: [owner, 7n] })
  const address = await stage.predict(factory, creation)
  const domain = { chainId, verifyingContract: address }
  const types = { ReplaySafeHash: [{ name: 'hash', type: 'bytes32' }] }
  const sign: Opened['sign'] = async (hash, key) => {
    const typed = { domain, types, primaryType: 'ReplaySafeHash', message: { hash } } as const
    return concatHex(['0x0000000000ff00', await key.signTypedData(typed)])
  }
  return { factory, creation, address, sign }
}

export function openThirdweb(factory: Address): Open {
  const abi = parseAbi(['function createAccount(address admin, bytes data) returns (address)'])
  return async (stage, owner) => {
    const creation = encodeFunctionData({ abi, args: [owner, '0x07'] })
    const address = await stage.predict(factory, creation)
    const domain = { name: 'Account', version: '1', chainId, verifyingContract: address }
    const types = { AccountMessage: [{ name: 'message', type: 'bytes' }] }
    const sign: Opened['sign'] = (hash, key) =>
      key.signTypedData({ domain, types, primaryType: 'AccountMessage', message: { message: hash } })
    return { factory, creation, address, sign }
  }
}

/** Circle's plugin of owners with weights. */
export const circlePlugin = '0x0000000c984aff541d6ce86bb697e68ec57873c8'

/** Circle's modular wallet with its only published plugin of owners, and one key as the owner. */
export async function openCircle(stage: Parameters<Open>[0], owner: Address): Promise<Opened> {
  const abi = parseAbi([
    'function owner() view returns (address)',
    'function setPlugins(address[] plugins, bool[] permissions)',
    'function pluginManifest() view',
    'function createAccount(bytes32 sender, bytes32 salt, bytes initializing) returns (address)',
  ])
  const factory = '0x0000000df7e6c9dc387cafc5ecbfa6c3a6179add'
  // Circle, who owns it, has allowed this plugin on every chain.
  const circle = await stage.predict(factory, encodeFunctionData({ abi, functionName: 'owner' }))
  const allowing = { abi, functionName: 'setPlugins', args: [[circlePlugin], [true]] } as const
  await stage.sendFrom(circle, factory, encodeFunctionData(allowing))
  const manifest = await stage.call(circlePlugin, encodeFunctionData({ abi, functionName: 'pluginManifest' }))
  const owners = encodeAbiParameters(
    parseAbiParameters('address[], uint256[], (uint256, uint256)[], uint256[], uint256'),
    [[owner], [1n], [], [], 1n],
  )
  const initializing = encodeAbiParameters(parseAbiParameters('address[], bytes32[], bytes[]'), [
    ...([[circlePlugin], [keccak256(manifest)], [owners]] as const),
  ])
  const args = [padHex(owner), numberToHex(7, { size: 32 }), initializing] as const
  const creation = encodeFunctionData({ abi, functionName: 'createAccount', args })
  const address = await stage.predict(factory, creation)
  const name = 'Weighted Multisig Webauthn Plugin'
  const salt = padHex(address, { dir: 'right' })
  const domain = { name, version: '1.0.0', chainId, verifyingContract: circlePlugin, salt } as const
  const primaryType = 'CircleWeightedWebauthnMultisigMessage'
  const types = { [primaryType]: [{ name: 'hash', type: 'bytes32' }] }
  const sign: Opened['sign'] = (hash, key) =>
    key.signTypedData({ domain, types, primaryType, message: { hash } })
  return { factory, creation, address, sign }
}

export const ambireFactory = '0x26ce6745a633030a6fac5e64e41d21fb6246dc2d'
/** What Ambire's proxies call. */
export const ambireAccount = '0x0f2aa7bcda3d9d210df69a394b6965cb2566c828'
const ambireAbi = parseAbi(['function deploy(bytes code, uint256 salt) returns (address)'])

/** The call of Ambire's factory that runs a constructor. */
export function composeAmbireCreation(code: Hex): Hex {
  return encodeFunctionData({ abi: ambireAbi, args: [code, 0n] })
}

/**
 * Ambire's account: a minimal proxy whose creation code writes the owner's privilege.
 * @see https://github.com/AmbireTech/ambire-common/blob/v2/src/libs/proxyDeploy/deploy.ts
 */
export async function openAmbire(stage: Parameters<Open>[0], owner: Address): Promise<Opened> {
  const slot = keccak256(encodePacked(['uint256', 'uint256'], [BigInt(owner), 0n]))
  const privilege = concatHex(['0x7f', numberToHex(1, { size: 32 }), '0x7f', slot, '0x55'])
  const length = numberToHex(privilege.length / 2 - 1 + 10)
  const proxy = concatHex([
    ...(['0x363d3d373d3d3d363d73', ambireAccount] as const),
    '0x5af43d82803e903d91602b57fd5bf3',
  ])
  const creation = composeAmbireCreation(concatHex([privilege, '0x3d602d8060', length, '0x3d3981f3', proxy]))
  const address = await stage.predict(ambireFactory, creation)
  const salt = padHex('0x')
  const domain = { name: 'Ambire', version: '1', chainId, verifyingContract: address, salt }
  const types = {
    AmbireOperation: [
      { name: 'account', type: 'address' },
      { name: 'hash', type: 'bytes32' },
    ],
  }
  const sign: Opened['sign'] = async (hash, key) => {
    const message = { account: address, hash }
    const signature = await key.signTypedData({ domain, types, primaryType: 'AmbireOperation', message })
    return concatHex([signature, '0x01'])
  }
  return { factory: ambireFactory, creation, address, sign }
}
