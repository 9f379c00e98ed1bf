import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { ProofLine, ProvenGates } from '../../core/gate/answer.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { UnlockAttempt } from '../../core/numbers/types.ts'
import { isStaffPass } from '../../core/staffPass/passVisit.ts'
import type { SignedRequest } from '../../core/visitKey/types.ts'
import type { Needs } from '../context.ts'
import { addCustomerUnlock } from '../customers/addCustomerUnlock.ts'
import { composeAttempt } from './composeAttempt.ts'
import { findGates } from './findGates.ts'
import { findVaults } from './findVaults.ts'
import { limitClient } from './limitClient.ts'
import { listVaultSuggestions } from './listVaultSuggestions.ts'
import { loginWithWallet } from './loginWithWallet.ts'
import { type ProveGatesNeeds, proveGates } from './proveGates.ts'
import { proveOnOtherChains } from './proveOnOtherChains.ts'
import { verifyRequest } from './verifyRequest.ts'

export type UnlockGatesParameters = {
  readonly myshopifyDomain: string
  readonly clientAddress: ClientAddress | null
  readonly nonce: string
  readonly walletAddress: string
  /** The chain that the text names; absent if the nonce was issued for one, or the wallet's family has a single one. */
  readonly chain?: string | undefined
  readonly signature: string
  /** Base64 of what the wallet returned beside the signature: the text it composed, or a transaction; else null. */
  readonly signedMessage: string | null
  /** Vaults that the shopper names. */
  readonly vaults: readonly string[]
  readonly gates: readonly number[]
  readonly lines: readonly ProofLine[]
  readonly cartToken: string | null
  /** The customer signed in to the shop, as Shopify reports; null for a guest. */
  readonly customerId: string | null
  /** Token of an earlier visit, to which the wallet is added; null for a new visit. */
  readonly session: string | null
  /** The request as the visit's key signed it; null for a browser without keys, whose visit cannot be renewed. */
  readonly signed: SignedRequest | null
}
export type UnlockGatesResult = ProvenGates & {
  /** Who asked, for the log. */
  readonly attempt: UnlockAttempt
  readonly session: string
  /** Vaults whose tokens might open the gates that stayed closed. */
  readonly suggestedVaults: readonly string[]
}

const VISIT_LIFE = 7200

/**
 * Log a wallet in and open the gates it may pass: the storefront's main flow.
 *
 * Costs, for a wallet with a key and a new visit: nine statements and one request to each EVM chain of the gates, chains
 * in parallel. The statements are `load_shop`, `lease_units`, `find_nonce`, `consume_nonce`, `gates.find`,
 * `create_visit`, `set_seen` (after the chains), `open_grants` and `list_proof_keys`. A living visit costs one more.
 * A signed-in customer of a shop that tags customers costs one more, and four if something is new.
 * Vaults that are named or suggested, lists, limits, collections, codes, and a holding time on a quiet chain cost more.
 * @throws {LoginError} as loginWithWallet and verifyRequest; ERR_SESSION_UNKNOWN if the visit ends meanwhile
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 * @throws {InputError} ERR_ADDRESS_INVALID, ERR_BODY_INVALID if the visit asks for too many lines or carts
 * @throws {ConflictError} ERR_KEYS_CHANGING. @throws {UpstreamError} ERR_CHAIN_READ, as loginWithWallet
 * @throws {AccessError} ERR_RATE_LIMITED: for the client before the signature is verified, for the wallet or the shop
 * afterwards. Neither refusal uses up the login.
 */
export async function unlockGates(
  ctx: Needs<
    | 'hashSecret'
    | 'shops'
    | 'limits'
    | 'limitFactor'
    | 'recoverEvmAddress'
    | 'findContractSigned'
    | 'canReadChain'
    | 'verifySolanaSignature'
    | 'verifyMemoTransaction'
    | 'toChecksumAddress'
    | 'hashVisitKey'
    | 'verifyRequestSignature'
    | 'listVaultSuggestions'
    | 'listDelegations'
    | 'gates'
    | 'nonces'
    | 'customers'
  > &
    ProveGatesNeeds,
  parameters: UnlockGatesParameters,
): Promise<UnlockGatesResult> {
  const walletAddress = parseAnyAddress(parameters.walletAddress)
  const shop = await ctx.shops.load(parameters.myshopifyDomain)
  const { clientAddress } = parameters
  await limitClient(ctx, { request: 'unlock', shop, clientAddress, walletAddress })
  // Parsed first: a faulty address must not use up the login. An unknown gate does, because gates are looked up later.
  const addresses = parameters.vaults.map(parseEvmAddress)
  const signedBy = verifyRequest(ctx, parameters.signed)
  const asked = { ...parameters, shop, walletAddress, keyThumbprint: signedBy }
  const { wallet, message, keyThumbprint } = await loginWithWallet(ctx, asked)
  const now = ctx.now()
  // Only the key of an earlier visit may add a wallet to it: else a stolen token would lend its wallets.
  const found =
    parameters.session && keyThumbprint !== null
      ? await ctx.visits.renew({
          ...{ tokenHash: ctx.hashSecret(parameters.session), shopId: shop.id },
          ...{ keyThumbprint, now },
        })
      : null
  // A wallet starts a visit of its own: the visit of a pass opens the pass's gate alone, for one order.
  const earlier = found && !isStaffPass(found.id) ? found : null
  const session = (earlier && parameters.session) || ctx.createRandomHex(32)
  const gates = await findGates(ctx, { shopId: shop.id, numbers: parameters.gates })
  const elsewhere = await proveOnOtherChains(ctx, { ...parameters, wallet, message, gates })
  const proven = [wallet, ...elsewhere]
  const wallets = [...(earlier?.wallets ?? []), ...proven]
  const vaults = await findVaults(ctx, { addresses, wallets, gates })
  const visit = earlier
    ? await ctx.visits.addWallets({ id: earlier.id, wallets: proven, vaults, signedAt: now })
    : await ctx.visits.create({
        id: ctx.createRandomHex(16),
        tokenHash: ctx.hashSecret(session),
        shopId: shop.id,
        wallets,
        vaults,
        keyThumbprint,
        now,
        expiresAt: now + VISIT_LIFE,
      })
  const { holders, counted, ...answer } = await proveGates(ctx, {
    ...parameters,
    ...{ shop, visit, gates, staffPass: null },
  })
  const { customerId } = parameters
  await addCustomerUnlock(ctx, { shop, visit, customerId, gates, answers: answer.gates, counted })
  const suggestedVaults = await listVaultSuggestions(ctx, { visit, gates, answers: answer.gates })
  const attempt = composeAttempt({ shop, visit, gates, holders, at: now, isLogin: true })
  return { ...answer, attempt, session, suggestedVaults }
}
