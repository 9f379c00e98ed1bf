import type { ChainFamily } from '../../core/chain/types.ts'

/** How a contract's address begins, for a field that is still empty. */
export const CONTRACT_PLACEHOLDERS: { readonly [Family in ChainFamily]: string } = {
  evm: '0x…',
  solana: '',
  flow: 'A.….Name',
}
