import { readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  type Address,
  concatHex,
  encodeAbiParameters,
  getContractAddress,
  type Hex,
  keccak256,
  padHex,
  parseAbiParameters,
  stringToHex,
  zeroAddress,
} from 'viem'
import { installPeer } from '../../installPeer.ts'
import { openSafe, openThirdweb } from './openers.ts'
import type { Stage } from './openStage.ts'
import type { Wallets } from './types.ts'

/** The code of the deployers: create what follows the salt. @see https://github.com/Arachnid/deterministic-deployment-proxy */
const DEPLOYER =
  '0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3'
const ARACHNID = '0x4e59b44847b379578588920ca78fbf26c0b4956c'
/** Safe's own. */
const SAFE = '0x914d7fec6aac8cd542e72bca78b30650d45643d7'

const THIRDWEB_PACKAGE = '@thirdweb-dev/contracts@3.13.0'
const THIRDWEB_FACTORY = '0x85e23b94e7f5e9cc1ff78bce78cfb15b81f0df00'

/** A version of Safe as it was put on chains by one of its deployers. */
const safes = {
  'Safe 1.3.0': {
    package: '@gnosis.pm/safe-contracts@1.3.0',
    prefix: 'Gnosis',
    deployer: ARACHNID,
    singleton: '0xd9db270c1b5e3bd161e8c8503c55ceabee709552',
    factory: '0xa6b71e26c5e0845f74c812102ca7114b6a896ab2',
    handler: '0xf48f2b2d2a534e402487b3ee7c18c33aec0fe5e4',
  },
  // On Optimism, Base and Avalanche, with the same code.
  'Safe 1.3.0 of the later deployer': {
    package: '@gnosis.pm/safe-contracts@1.3.0',
    prefix: 'Gnosis',
    deployer: SAFE,
    singleton: '0x69f4d1788e39c87893c980c06edf4b7f686e2938',
    factory: '0xc22834581ebc8527d974f8a1c97e1bea4ef910bc',
    handler: '0x017062a1de2fe6b99be3d9d37841fed19f573804',
  },
  'Safe 1.4.1': {
    package: '@safe-global/safe-contracts@1.4.1',
    prefix: '',
    deployer: SAFE,
    singleton: '0x41675c099f32341bf84bfc5382af534df5c7461a',
    factory: '0x4e1dcf7ad4e460cfd30791ccc4f9c8a4f820ec67',
    handler: '0xfd0732dc9e303f09fcef3a7388ad10a83459ec99',
  },
  'Safe 1.5.0': {
    package: '@safe-global/safe-smart-account@1.5.0',
    prefix: '',
    deployer: SAFE,
    singleton: '0xff51a5898e281db6dfc7855790607438df2ca44b',
    factory: '0x14f2982d601c9458f93bd70b218933a6f8165e7b',
    handler: '0x3efcbb83a4a7afcb4f68d501e2c2203a38be77f4',
  },
} as const
export const safe130 = safes['Safe 1.3.0']
export const safe141 = safes['Safe 1.4.1']

/** The wallets whose code is in packages. */
export const published = {
  ...Object.fromEntries(
    Object.entries(safes).map(([name, safe]) => [
      name,
      { preset: 'safe', factory: safe.factory, open: openSafe(safe) } as const,
    ]),
  ),
  'thirdweb for entry point 0.6': {
    preset: 'thirdweb',
    factory: THIRDWEB_FACTORY,
    open: openThirdweb(THIRDWEB_FACTORY),
  },
} as const satisfies Wallets

type Creation = {
  /** Where it is on every chain. */
  readonly address: Address
  readonly deployer: Address
  readonly salt: Hex
  readonly bytecode: Hex
}

/** Every contract of the published wallets, by the bytes in the packages. */
export async function readCreations(): Promise<readonly Creation[]> {
  const packages = [...new Set(Object.values(safes).map((safe) => safe.package)), THIRDWEB_PACKAGE]
  const folder = path.join(await installPeer({ name: 'wallets', packages }), 'node_modules')
  const read = async (name: string, file: string) => {
    const place = path.join(folder, name.slice(0, name.lastIndexOf('@')), file)
    const { bytecode } = JSON.parse(await readFile(place, 'utf8')) as {
      bytecode: string | { object: string }
    }
    return `0x${(typeof bytecode === 'string' ? bytecode : bytecode.object).replace(/^0x/, '')}` as const
  }
  const ofSafes = Object.values(safes).flatMap((safe) => {
    const { prefix, deployer } = safe
    const files = {
      singleton: `${prefix}Safe.sol/${prefix}Safe.json`,
      factory: `proxies/${prefix}SafeProxyFactory.sol/${prefix}SafeProxyFactory.json`,
      handler: 'handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler.json',
    } as const
    return (['singleton', 'factory', 'handler'] as const).map(async (part) => {
      const bytecode = await read(safe.package, `build/artifacts/contracts/${files[part]}`)
      return { address: safe[part], deployer, salt: padHex('0x'), bytecode }
    })
  })
  // Its administrator, and entry point 0.6.
  const parts = [
    '0xdd99b75f095d0c4d5112ace938e4e6ed962fb024',
    '0x5ff137d4b0fdcd49dca30c7cf57e578a026d2789',
  ] as const
  const code = await read(THIRDWEB_PACKAGE, 'abi/AccountFactory.json')
  const factory = {
    address: THIRDWEB_FACTORY,
    deployer: ARACHNID,
    // As `getSaltHash` of the package thirdweb chooses it.
    salt: keccak256(stringToHex(`tw.${keccak256(stringToHex(code))}`)),
    bytecode: concatHex([code, encodeAbiParameters(parseAbiParameters('address, address'), parts)]),
  } as const
  return [...(await Promise.all(ofSafes)), factory]
}

/** The address that a deployer makes of these bytes. */
export function deriveAddress({ deployer, salt, bytecode }: Creation): Address {
  return getContractAddress({ opcode: 'CREATE2', from: deployer, salt, bytecode })
}

/** Put the published wallets on the chain, as they were put on every other. */
export async function addPublished(stage: Stage): Promise<void> {
  for (const { deployer, salt, bytecode } of await readCreations()) {
    await stage.putCode(deployer, DEPLOYER)
    await stage.sendFrom(zeroAddress, deployer, concatHex([salt, bytecode]))
  }
}
