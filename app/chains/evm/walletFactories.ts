import { parseAddress } from '../../core/chain/parseAddress.ts'
import type { EvmAddress } from '../../core/chain/types.ts'

/**
 * Factories that an ERC-6492 signature may name, at the same address on every chain they are on. A factory
 * is called before the wallet is asked, so only published ones whose wallets' addresses commit to their owners.
 * @see https://github.com/coinbase/smart-wallet https://github.com/safe-global/safe-deployments
 */
export const walletFactories: readonly EvmAddress[] = [
  // Coinbase Smart Wallet 1 and 1.1
  '0x0ba5ed0c6aa8c49038f819e587e2633c4a9f428a',
  '0xba5ed110efdba3d005bfc882d75358acbbb85842',
  // Safe 1.3.0 and 1.4.1
  '0xa6b71e26c5e0845f74c812102ca7114b6a896ab2',
  '0x4e1dcf7ad4e460cfd30791ccc4f9c8a4f820ec67',
].map(parseAddress)
