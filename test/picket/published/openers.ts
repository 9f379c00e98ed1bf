import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  encodePacked,
  type Hex,
  hashTypedData,
  keccak256,
  type LocalAccount,
  numberToHex,
  padHex,
  parseAbi,
  parseAbiParameters,
  zeroAddress,
} from 'viem'
import { chainId, contractOf, type Stage, type WalletName } from './openStage.ts'

/** A key that can sign a hash as it is, and typed data. */
export type OwnerKey = LocalAccount & Required<Pick<LocalAccount, 'sign'>>
export type Opened = {
  readonly factory: Address
  readonly creation: Hex
  readonly address: Address
  /** What the wallet's own software signs for `isValidSignature(hash, …)`, by any key. */
  readonly sign: (hash: Hex, key: OwnerKey) => Promise<Hex>
}
export type Open = (stage: Stage, owner: Address) => Promise<Opened>

async function openCoinbase(stage: Stage, owner: Address): Promise<Opened> {
  const abi = parseAbi(['function createAccount(bytes[] owners, uint256 nonce) returns (address)'])
  const owners = [encodeAbiParameters(parseAbiParameters('address'), [owner])]
  const creation = encodeFunctionData({ abi, args: [owners, 7n] })
  const factory = contractOf('coinbase', 'CoinbaseSmartWalletFactory')
  const address = await stage.predict(factory, creation)
  const domain = { name: 'Coinbase Smart Wallet', version: '1', chainId, verifyingContract: address }
  const types = { CoinbaseSmartWalletMessage: [{ name: 'hash', type: 'bytes32' }] }
  const sign: Opened['sign'] = async (hash, key) => {
    const typed = { domain, types, primaryType: 'CoinbaseSmartWalletMessage', message: { hash } } as const
    const signature = await key.sign({ hash: hashTypedData(typed) })
    return encodeAbiParameters(parseAbiParameters('(uint256, bytes)'), [[0n, signature]])
  }
  return { factory, creation, address, sign }
}

/** The call that makes a fresh Safe one of this owner. */
export function composeSafeSetup(wallet: WalletName, owner: Address): Hex {
  const abi = parseAbi([
    'function setup(address[] owners, uint256 threshold, address to, bytes data, address handler, address token, uint256 payment, address receiver)',
  ])
  const handler = contractOf(wallet, 'CompatibilityFallbackHandler')
  const args = [[owner], 1n, zeroAddress, '0x', handler, zeroAddress, 0n, zeroAddress] as const
  return encodeFunctionData({ abi, args })
}

/** Make the signatures of a Safe of one owner. */
export function createSafeSign(verifyingContract: Address): Opened['sign'] {
  const types = { SafeMessage: [{ name: 'message', type: 'bytes' }] }
  const common = { domain: { chainId, verifyingContract }, types, primaryType: 'SafeMessage' } as const
  return (hash, key) => key.signTypedData({ ...common, message: { message: hash } })
}

/** A Safe of one owner, of any version. */
function openSafe(wallet: WalletName): Open {
  const abi = parseAbi([
    'function createProxyWithNonce(address singleton, bytes initializer, uint256 nonce) returns (address)',
  ])
  return async (stage, owner) => {
    const args = [contractOf(wallet, 'Safe '), composeSafeSetup(wallet, owner), 7n] as const
    const creation = encodeFunctionData({ abi, args })
    const factory = contractOf(wallet, 'SafeProxyFactory')
    const address = await stage.predict(factory, creation)
    return { factory, creation, address, sign: createSafeSign(address) }
  }
}

async function openKernel(stage: Stage, owner: Address): Promise<Opened> {
  const abi = parseAbi([
    'function owner() view returns (address)',
    'function approveFactory(address factory, bool isApproved)',
    'function deployWithFactory(address factory, bytes data, bytes32 salt) returns (address)',
    'function initialize(bytes21 validator, address hook, bytes validatorData, bytes hookData, bytes[] config)',
  ])
  const factory = contractOf('kernel', 'FactoryStaker')
  const kernelFactory = contractOf('kernel', 'KernelFactory')
  // ZeroDev, who owns it, has approved this factory on every chain.
  const zerodev = await stage.predict(factory, encodeFunctionData({ abi, functionName: 'owner' }))
  const approval = { abi, functionName: 'approveFactory', args: [kernelFactory, true] } as const
  await stage.sendFrom(zerodev, factory, encodeFunctionData(approval))
  const validator = concatHex(['0x01', contractOf('kernel', 'ECDSAValidator')])
  const initializing = [validator, zeroAddress, owner, '0x', []] as const
  const data = encodeFunctionData({ abi, functionName: 'initialize', args: initializing })
  const args = [kernelFactory, data, `0x${'07'.repeat(32)}`] as const
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

/** Alchemy's Light Account. From version 2 a first byte says that the owner is a plain key. */
function openLightAccount(wallet: WalletName, version: '1' | '2'): Open {
  const abi = parseAbi(['function createAccount(address owner, uint256 salt) returns (address)'])
  return async (stage, owner) => {
    const creation = encodeFunctionData({ abi, args: [owner, 7n] })
    const factory = contractOf(wallet, 'LightAccountFactory')
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

function openThirdweb(wallet: WalletName): Open {
  const abi = parseAbi(['function createAccount(address admin, bytes data) returns (address)'])
  return async (stage, owner) => {
    const creation = encodeFunctionData({ abi, args: [owner, '0x07'] })
    const factory = contractOf(wallet, 'AccountFactory')
    const address = await stage.predict(factory, creation)
    const domain = { name: 'Account', version: '1', chainId, verifyingContract: address }
    const types = { AccountMessage: [{ name: 'message', type: 'bytes' }] }
    const sign: Opened['sign'] = (hash, key) =>
      key.signTypedData({ domain, types, primaryType: 'AccountMessage', message: { message: hash } })
    return { factory, creation, address, sign }
  }
}

/** Circle's modular wallet with its only published plugin of owners, and one key as the owner. */
async function openCircle(stage: Stage, owner: Address): Promise<Opened> {
  const abi = parseAbi([
    'function owner() view returns (address)',
    'function setPlugins(address[] plugins, bool[] permissions)',
    'function pluginManifest() view',
    'function createAccount(bytes32 sender, bytes32 salt, bytes initializing) returns (address)',
  ])
  const factory = contractOf('circle', 'UpgradableMSCAFactory')
  const plugin = contractOf('circle', 'WeightedWebauthnMultisigPlugin')
  // Circle, who owns it, has allowed this plugin on every chain.
  const circle = await stage.predict(factory, encodeFunctionData({ abi, functionName: 'owner' }))
  const allowing = { abi, functionName: 'setPlugins', args: [[plugin], [true]] } as const
  await stage.sendFrom(circle, factory, encodeFunctionData(allowing))
  const manifest = await stage.call(plugin, encodeFunctionData({ abi, functionName: 'pluginManifest' }))
  const owners = encodeAbiParameters(
    parseAbiParameters('address[], uint256[], (uint256, uint256)[], uint256[], uint256'),
    [[owner], [1n], [], [], 1n],
  )
  const initializing = encodeAbiParameters(parseAbiParameters('address[], bytes32[], bytes[]'), [
    ...([[plugin], [keccak256(manifest)], [owners]] as const),
  ])
  const args = [padHex(owner), numberToHex(7, { size: 32 }), initializing] as const
  const creation = encodeFunctionData({ abi, functionName: 'createAccount', args })
  const address = await stage.predict(factory, creation)
  const name = 'Weighted Multisig Webauthn Plugin'
  const salt = padHex(address, { dir: 'right' })
  const domain = { name, version: '1.0.0', chainId, verifyingContract: plugin, salt }
  const primaryType = 'CircleWeightedWebauthnMultisigMessage'
  const types = { [primaryType]: [{ name: 'hash', type: 'bytes32' }] }
  const sign: Opened['sign'] = (hash, key) =>
    key.signTypedData({ domain, types, primaryType, message: { hash } })
  return { factory, creation, address, sign }
}

/**
 * Ambire's account: a minimal proxy whose creation code writes the owner's privilege.
 * @see https://github.com/AmbireTech/ambire-common/blob/v2/src/libs/proxyDeploy/deploy.ts
 */
async function openAmbire(stage: Stage, owner: Address): Promise<Opened> {
  const abi = parseAbi(['function deploy(bytes code, uint256 salt) returns (address)'])
  const slot = keccak256(encodePacked(['uint256', 'uint256'], [BigInt(owner), 0n]))
  const privilege = concatHex(['0x7f', numberToHex(1, { size: 32 }), '0x7f', slot, '0x55'])
  const length = numberToHex(privilege.length / 2 - 1 + 10)
  const proxy = concatHex([
    ...(['0x363d3d373d3d3d363d73', contractOf('ambire', 'AmbireAccount')] as const),
    '0x5af43d82803e903d91602b57fd5bf3',
  ])
  const code = concatHex([privilege, '0x3d602d8060', length, '0x3d3981f3', proxy])
  const creation = encodeFunctionData({ abi, args: [code, 0n] })
  const factory = contractOf('ambire', 'AmbireFactory')
  const address = await stage.predict(factory, creation)
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
  return { factory, creation, address, sign }
}

/** How each wallet of the vectors is created and signs. */
export const openers = {
  coinbase: openCoinbase,
  safe130: openSafe('safe130'),
  laterSafe130: openSafe('laterSafe130'),
  safe: openSafe('safe'),
  safe150: openSafe('safe150'),
  kernel: openKernel,
  lightAccount: openLightAccount('lightAccount', '1'),
  lightAccount2: openLightAccount('lightAccount2', '2'),
  thirdweb: openThirdweb('thirdweb'),
  thirdweb7: openThirdweb('thirdweb7'),
  circle: openCircle,
  ambire: openAmbire,
} as const satisfies Record<WalletName, Open>
