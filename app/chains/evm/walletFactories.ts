import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../core/chain/types.ts'
import { SetupError } from '../../core/errors/base.ts'

/** A contract that deploys wallets, and the selector of the function that does (four bytes, hex without `0x`). */
export type WalletFactory = { readonly address: EvmAddress; readonly selector: string }

const listFactories = (selector: string, ...addresses: readonly string[]): readonly WalletFactory[] =>
  addresses.map((address) => ({ address: parseEvmAddress(address), selector }))

/**
 * Factories that an ERC-6492 signature may call, by the names of `WALLET_FACTORIES`; at the same address on every chain
 * they are on.
 *
 * A factory is called before the wallet is asked. So the list has only published factories, and only functions that use
 * CREATE2 with the owners in the salt. Safe 1.3.0's `createProxy` uses CREATE: anybody can read the factory's nonce and
 * claim its next address. `findEvmContractSigned.ts` sees to it that code inside a creation cannot call it either.
 * @see https://eips.ethereum.org/EIPS/eip-6492
 */
export const walletFactories = {
  /** Smart Wallet 1 and 1.1: `createAccount(bytes[],uint256)`. @see https://github.com/coinbase/smart-wallet */
  coinbase: listFactories(
    '3ffba36f',
    '0x0ba5ed0c6aa8c49038f819e587e2633c4a9f428a',
    '0xba5ed110efdba3d005bfc882d75358acbbb85842',
  ),
  /**
   * 1.3.0, 1.4.1 and 1.5.0: `createProxyWithNonce(address,bytes,uint256)`. Safe's own software uses the second address
   * of 1.3.0 on Optimism, Base and Avalanche.
   * @see https://github.com/safe-global/safe-deployments
   */
  safe: listFactories(
    '1688f0b9',
    '0xa6b71e26c5e0845f74c812102ca7114b6a896ab2',
    '0xc22834581ebc8527d974f8a1c97e1bea4ef910bc',
    '0x4e1dcf7ad4e460cfd30791ccc4f9c8a4f820ec67',
    '0x14f2982d601c9458f93bd70b218933a6f8165e7b',
  ),
  /**
   * Version 3, which ZeroDev and Privy use: `deployWithFactory(address,bytes,bytes32)`, for factories that it has
   * approved. @see https://github.com/zerodevapp/kernel
   */
  kernel: listFactories('c5265d5d', '0xd703aae79538628d27099b8c4f621be4ccd142d5'),
  /**
   * Light Account 1.1 and 2: `createAccount(address,uint256)`. Modular Account 2:
   * `createSemiModularAccount(address,uint256)`. @see https://github.com/alchemyplatform/light-account
   */
  alchemy: [
    ...listFactories(
      '5fbfb9cf',
      '0x00004ec70002a32400f8ae005a26081065620d20',
      '0x0000000000400cdfef5e2714e63d8040b700bc24',
    ),
    ...listFactories('8b4e464e', '0x00000000000017c61b5bee81050ec8efc9c6fecd'),
  ],
  /** The default factories for entry points 0.6 and 0.7: `createAccount(address,bytes)`. */
  thirdweb: listFactories(
    'd8fd8f44',
    '0x85e23b94e7f5e9cc1ff78bce78cfb15b81f0df00',
    '0x4be0ddfebca9a5a4a617dee4dece99e7c862dceb',
  ),
  /**
   * Modular wallets: `createAccount(bytes32,bytes32,bytes)`. The salt is the first two, and the code that is created
   * contains the third, which names the owners. @see https://github.com/circlefin/buidl-wallet-contracts
   */
  circle: listFactories('81d0dff1', '0x0000000df7e6c9dc387cafc5ecbfa6c3a6179add'),
  /** `deploy(bytes,uint256)`: the wallet's address depends on its code, which names its owners. */
  ambire: listFactories('9c4ae2d0', '0x26ce6745a633030a6fac5e64e41d21fb6246dc2d'),
} as const satisfies Readonly<Record<string, readonly WalletFactory[]>>

const MOST = 50
const ENTRY = /^(0x[0-9a-f]{40}):(?:0x)?([0-9a-f]{8})$/i

/**
 * Parse `WALLET_FACTORIES`: names of the list above, or `<address>:<selector>` of others, separated by commas. They
 * replace the list; without the variable, all of it is allowed.
 * @throws {SetupError} ERR_ENVIRONMENT
 */
export function readWalletFactories(
  env: Readonly<Record<string, string | undefined>>,
): readonly WalletFactory[] {
  const text = env.WALLET_FACTORIES?.trim()
  if (!text) return Object.values(walletFactories).flat()
  const entries = text.split(',').map((entry) => entry.trim())
  if (entries.length > MOST) throw wrong(`has more than ${MOST} entries`)
  return entries.flatMap((entry) => {
    if (Object.hasOwn(walletFactories, entry)) return walletFactories[entry as keyof typeof walletFactories]
    const [, address, selector = ''] = ENTRY.exec(entry) ?? []
    if (address === undefined) throw wrong('contains an entry that is neither a known name nor a factory')
    return [{ address: parseEvmAddress(address), selector: selector.toLowerCase() }]
  })
}

function wrong(what: string): SetupError {
  const names = Object.keys(walletFactories).join(', ')
  return new SetupError('ERR_ENVIRONMENT', `WALLET_FACTORIES ${what}.`, {
    hint: `Separate with commas: ${names}, or the address of a factory and the selector of its function, 0x…:1688f0b9.`,
  })
}
