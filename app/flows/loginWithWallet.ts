import { loadChain } from '../core/chain/loadChain.ts'
import type { EvmAddress } from '../core/chain/types.ts'
import { LoginError } from '../core/errors/base.ts'
import type { Shop } from '../core/gate/shop.ts'
import { checkLoginMessage } from '../core/login/checkLoginMessage.ts'
import { parseLoginMessage } from '../core/login/parseLoginMessage.ts'
import type { IssuedNonce, ProvenWallet } from '../core/login/types.ts'
import type { Needs } from './context.ts'

export type LoginWithWalletParameters = {
  readonly shop: Shop
  readonly nonce: string
  readonly walletAddress: EvmAddress
  /** Hex of the wallet's signature over the stored message. */
  readonly signature: string
}

/**
 * Prove that a wallet signed a login of this shop, then use the nonce up.
 *
 * Verified first, consumed after: a wrong signature burns nobody's login; of many right ones, one wins.
 * Costs two statements; no chain is asked for a wallet with a key.
 * @throws {LoginError} ERR_NONCE_UNKNOWN, ERR_LOGIN_MISMATCH, ERR_SIGNATURE_INVALID
 * @throws {UpstreamError} ERR_CHAIN_READ when a contract wallet could not be asked.
 */
export async function loginWithWallet(
  ctx: Needs<'now' | 'nonces' | 'recoverEvmAddress' | 'verifyContractSignature'>,
  { shop, nonce, walletAddress: address, signature }: LoginWithWalletParameters,
): Promise<ProvenWallet> {
  const key = { value: nonce, door: 'proxy', shopId: shop.id, now: ctx.now() } as const
  const issued = await ctx.nonces.find(key)
  if (!issued) throw unknownNonce()
  // The account that signs is the one the message names; a claim to another is refused before any cryptography.
  if (issued.walletAddress !== address) {
    throw new LoginError('ERR_LOGIN_MISMATCH', 'This login was asked for by another wallet.', { hint: RETRY })
  }
  checkLoginMessage({
    fields: parseLoginMessage(issued.message),
    allowedDomains: shop.allowedDomains,
    address,
    chainId: loadChain(issued.chain).id,
    nonce,
    now: key.now,
  })
  const kind = await verifySignature(ctx, { issued, signature })
  if (!kind) {
    throw new LoginError('ERR_SIGNATURE_INVALID', 'The signature is not by this wallet over this message.', {
      hint: RETRY,
    })
  }
  if (!(await ctx.nonces.consume(key))) throw unknownNonce()
  return { chain: issued.chain, address, kind }
}

async function verifySignature(
  ctx: Needs<'recoverEvmAddress' | 'verifyContractSignature'>,
  { issued, signature }: { issued: IssuedNonce; signature: string },
): Promise<ProvenWallet['kind'] | null> {
  const { message, walletAddress: address, chain } = issued
  if (ctx.recoverEvmAddress({ message, signature }) === address) return 'key'
  return (await ctx.verifyContractSignature({ chain, address, message, signature })) ? 'contract' : null
}

const RETRY = 'Connect the wallet again and confirm the message it shows.'

function unknownNonce(): LoginError {
  // Never issued, used, expired and another shop's are one answer: it tells a guesser nothing.
  return new LoginError('ERR_NONCE_UNKNOWN', 'This login has been used or is too old.', { hint: RETRY })
}
