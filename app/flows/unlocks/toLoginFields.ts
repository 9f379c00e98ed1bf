import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { loadChain } from '../../core/chain/loadChain.ts'
import type { LoginFields } from '../../core/login/composeLoginMessage.ts'
import { formatLoginChainId } from '../../core/login/formatLoginChainId.ts'
import type { IssuedNonce } from '../../core/login/types.ts'
import type { Needs } from '../context.ts'

export type ToLoginFieldsParameters = {
  readonly nonce: IssuedNonce
  /** Who signs, and on which chain. */
  readonly wallet: NonNullable<IssuedNonce['wallet']>
}

/** List the fields of the one text that a wallet signs for this nonce. */
export function toLoginFields(
  ctx: Needs<'toChecksumAddress'>,
  { nonce, wallet: { chain: slug, address } }: ToLoginFieldsParameters,
): LoginFields {
  const chain = loadChain(slug)
  const { domain, uri, statement, value, issuedAt, expiresAt, keyThumbprint } = nonce
  return {
    ...{ domain, uri, statement, issuedAt, expiresAt, keyThumbprint },
    family: chain.family,
    address: isEvmAddress(address) ? ctx.toChecksumAddress(address) : address,
    chainId: formatLoginChainId(chain),
    nonce: value,
  }
}
