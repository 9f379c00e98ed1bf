import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../core/chain/types.ts'

/** A contract that deploys wallets, and the selector of the function that does (four bytes, hex without `0x`). */
export type WalletFactory = { readonly address: EvmAddress; readonly selector: string }

/** `createAccount(bytes[],uint256)` */
const createAccount = '3ffba36f'
/** `createProxyWithNonce(address,bytes,uint256)` */
const createProxyWithNonce = '1688f0b9'

/**
 * Factories that an ERC-6492 signature may call, at the same address on every chain they are on. A factory is called
 * before the wallet is asked. So the list has only published factories, and only functions that use CREATE2 with the
 * owners in the salt. Safe 1.3.0's `createProxy` uses CREATE: anybody can read the factory's nonce and claim its next
 * address.
 * @see https://github.com/coinbase/smart-wallet https://github.com/safe-global/safe-deployments
 */
export const walletFactories: readonly WalletFactory[] = [
  // Coinbase Smart Wallet 1 and 1.1
  { address: parseEvmAddress('0x0ba5ed0c6aa8c49038f819e587e2633c4a9f428a'), selector: createAccount },
  { address: parseEvmAddress('0xba5ed110efdba3d005bfc882d75358acbbb85842'), selector: createAccount },
  // Safe 1.3.0 and 1.4.1
  { address: parseEvmAddress('0xa6b71e26c5e0845f74c812102ca7114b6a896ab2'), selector: createProxyWithNonce },
  { address: parseEvmAddress('0x4e1dcf7ad4e460cfd30791ccc4f9c8a4f820ec67'), selector: createProxyWithNonce },
]
