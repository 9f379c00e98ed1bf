import type { ContractDescription } from '../chain/describe.ts'

const TAKES: { readonly [Kind in ContractDescription['kind']]: boolean } = {
  erc20: false,
  erc721: false,
  erc1155: true,
  // On Solana token ids are mints of their own, beside the contract.
  spl: false,
  collection: false,
  flowNft: false,
  flowToken: false,
  unknown: false,
}

/** Whether a flat requirement may name single ids of a contract of this kind. */
export function canHaveTokenIds(kind: ContractDescription['kind']): boolean {
  return TAKES[kind]
}
