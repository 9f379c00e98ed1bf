import type { Address } from 'viem'
import type { ContractName } from '../../standin/chains/compileContracts.ts'
import {
  ambireAccount,
  circlePlugin,
  kernelParts,
  openAmbire,
  openCircle,
  openCoinbase,
  openKernel,
  openLightAccount,
  openSemiModular,
  openThirdweb,
} from './openers.ts'
import type { Stage } from './openStage.ts'
import type { Wallet } from './types.ts'

type Shaped = Wallet & { readonly contract: ContractName; readonly args?: readonly unknown[] }

/** Wallets whose code is in no package: contracts of ours with their interface, at their factories' published addresses. */
export const shaped = {
  'Coinbase Smart Wallet 1': {
    preset: 'coinbase',
    factory: '0x0ba5ed0c6aa8c49038f819e587e2633c4a9f428a',
    contract: 'CoinbaseShapedFactory',
    open: openCoinbase('1'),
  },
  'Coinbase Smart Wallet 1.1': {
    preset: 'coinbase',
    factory: '0xba5ed110efdba3d005bfc882d75358acbbb85842',
    contract: 'CoinbaseShapedFactory',
    open: openCoinbase('1.1'),
  },
  'Kernel 3.1': {
    preset: 'kernel',
    factory: '0xd703aae79538628d27099b8c4f621be4ccd142d5',
    contract: 'KernelShapedStaker',
    open: openKernel,
  },
  'Light Account 1.1': {
    preset: 'alchemy',
    factory: '0x00004ec70002a32400f8ae005a26081065620d20',
    contract: 'LightShapedFactory',
    args: [false],
    open: openLightAccount('1'),
  },
  'Light Account 2': {
    preset: 'alchemy',
    factory: '0x0000000000400cdfef5e2714e63d8040b700bc24',
    contract: 'LightShapedFactory',
    args: [true],
    open: openLightAccount('2'),
  },
  'Modular Account 2': {
    preset: 'alchemy',
    factory: '0x00000000000017c61b5bee81050ec8efc9c6fecd',
    contract: 'SemiModularShapedFactory',
    open: openSemiModular,
  },
  'thirdweb for entry point 0.7': {
    preset: 'thirdweb',
    factory: '0x4be0ddfebca9a5a4a617dee4dece99e7c862dceb',
    contract: 'ThirdwebShapedFactory',
    open: openThirdweb('0x4be0ddfebca9a5a4a617dee4dece99e7c862dceb'),
  },
  Circle: {
    preset: 'circle',
    factory: '0x0000000df7e6c9dc387cafc5ecbfa6c3a6179add',
    contract: 'CircleShapedFactory',
    open: openCircle,
  },
  Ambire: {
    preset: 'ambire',
    factory: '0x26ce6745a633030a6fac5e64e41d21fb6246dc2d',
    contract: 'AmbireShapedFactory',
    open: openAmbire,
  },
} as const satisfies Readonly<Record<string, Shaped>>

/** What the factories call, at its published addresses too. */
const parts = {
  [kernelParts.validator]: 'KernelShapedValidator',
  [kernelParts.factory]: 'KernelShapedFactory',
  [circlePlugin]: 'CircleShapedPlugin',
  [ambireAccount]: 'AmbireShaped',
} as const satisfies Readonly<Record<Address, ContractName>>

/** Put the factories of ours at the published addresses, and let their owners allow what is allowed on every chain. */
export async function addShaped(stage: Stage): Promise<void> {
  const put = async (address: Address, contract: ContractName, args?: readonly unknown[]) =>
    stage.putCode(address, await stage.codeOf(await stage.deploy(contract, args)))
  const all: readonly Shaped[] = Object.values(shaped)
  for (const { factory, contract, args } of all) await put(factory, contract, args)
  for (const [address, contract] of Object.entries(parts)) await put(address as Address, contract)
}
