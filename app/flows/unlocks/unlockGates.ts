import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { EvmAddress, WalletAddress } from '../../core/chain/types.ts'
import type { ProofLine, ProvenGates } from '../../core/gate/answer.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { ProvenWallet } from '../../core/login/types.ts'
import type { UnlockAttempt } from '../../core/numbers/types.ts'
import { isStaffPass } from '../../core/staffPass/passVisit.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { SignedRequest } from '../../core/visitKey/types.ts'
import type { Needs } from '../context.ts'
import { addCustomerUnlock } from '../customers/addCustomerUnlock.ts'
import { composeAttempt } from './composeAttempt.ts'
import { findGates } from './findGates.ts'
import { findVaults } from './findVaults.ts'
import { listVaultSuggestions } from './listVaultSuggestions.ts'
import { type LoginWithWalletResult, loginWithWallet } from './loginWithWallet.ts'
import { type ProveGatesNeeds, proveGates } from './proveGates.ts'
import { proveOnOtherChains } from './proveOnOtherChains.ts'
import { runUnchanged } from './runUnchanged.ts'
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

type UnlockGatesNeeds = Needs<
  | 'hashSecret'
  | 'shops'
  | 'limits'
  | 'limitFactor'
  | 'recoverEvmAddress'
  | 'findContractSigned'
  | 'canReadChain'
  | 'verifySolanaSignature'
  | 'verifyMemoTransaction'
  | 'readFlowKeys'
  | 'listFlowSigners'
  | 'toChecksumAddress'
  | 'hashVisitKey'
  | 'verifyRequestSignature'
  | 'listVaultSuggestions'
  | 'listDelegations'
  | 'gates'
  | 'nonces'
  | 'customers'
> &
  ProveGatesNeeds

/**
 * Log a wallet in and open the gates it may pass: the storefront's main flow.
 *
 * Costs, for a wallet with a key and a new visit: two statements, and between them one request to each EVM chain of the
 * gates, chains in parallel. `consume_nonce` begins the visit, `open_grants` records what is granted. Both check that the
 * shop and the gates are as this process knows them, so that none that was changed, paused or uninstalled is missed.
 *
 * What this process does not know costs one statement each: the shop, the gates, the signing key; and one the nonce, if
 * another process issued it, with the client's unit of the limit. A living visit costs two more. A signed-in customer of a shop that
 * tags customers costs one more, and four if something is new.
 * Vaults that are named or suggested, lists, limits, collections, codes, and a holding time on a quiet chain cost more.
 * @throws {LoginError} as loginWithWallet and verifyRequest; ERR_SESSION_UNKNOWN if the visit ends meanwhile
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND, ERR_GATE_NOT_FOUND
 * @throws {InputError} ERR_ADDRESS_INVALID, ERR_BODY_INVALID if the visit asks for too many lines or carts
 * @throws {ConflictError} ERR_KEYS_CHANGING, ERR_SHOP_CHANGED. @throws {UpstreamError} ERR_CHAIN_READ, as loginWithWallet
 * @throws {AccessError} ERR_RATE_LIMITED: for the client before the signature is verified, for the wallet or the shop
 * afterwards. Neither refusal uses up the login.
 */
export async function unlockGates(
  ctx: UnlockGatesNeeds,
  parameters: UnlockGatesParameters,
): Promise<UnlockGatesResult> {
  const walletAddress = parseAnyAddress(parameters.walletAddress)
  const { myshopifyDomain } = parameters
  // Parsed first: a faulty address must not use up the login.
  const addresses = parameters.vaults.map(parseEvmAddress)
  const at = ctx.now()
  const { visit, session } = await runUnchanged(() =>
    loginToShop(ctx, { asked: parameters, walletAddress, addresses, at }),
  )
  const { shop, gates, proven } = await runUnchanged(async () => {
    const shop = await ctx.shops.loadKnown(myshopifyDomain)
    const gates = await findGates(ctx, { shopId: shop.id, numbers: parameters.gates, isFresh: false })
    const { lines, cartToken, customerId } = parameters
    const wanted = { shop, gates, visit, lines, cartToken, customerId, staffPass: null }
    const proven = await proveGates(ctx, wanted)
    return { shop, gates, proven }
  })
  const { holders, counted: counts, ...answer } = proven
  const { customerId } = parameters
  await addCustomerUnlock(ctx, { shop, visit, customerId, gates, answers: answer.gates, counted: counts })
  const suggestedVaults = await listVaultSuggestions(ctx, { visit, gates, answers: answer.gates })
  const attempt = composeAttempt({ shop, visit, gates, holders, at, isLogin: true })
  return { ...answer, attempt, session, suggestedVaults }
}

/** Log the wallet in, and begin its visit or add it to an earlier one. */
async function loginToShop(
  ctx: UnlockGatesNeeds,
  parameters: {
    readonly asked: UnlockGatesParameters
    readonly walletAddress: WalletAddress
    /** Vaults that the shopper names. */
    readonly addresses: readonly EvmAddress[]
    readonly at: number
  },
): Promise<{ readonly visit: Visit; readonly session: string }> {
  const { asked, walletAddress, addresses, at } = parameters
  const shop = await ctx.shops.loadKnown(asked.myshopifyDomain)
  const fresh = ctx.createRandomHex(32)
  const planVisit = (
    proven: Pick<LoginWithWalletResult, 'keyThumbprint'>,
    wallets: readonly ProvenWallet[],
  ) => ({
    ...{ id: ctx.createRandomHex(16), tokenHash: ctx.hashSecret(fresh), shopId: shop.id, wallets },
    ...{ keyThumbprint: proven.keyThumbprint, now: at, expiresAt: at + VISIT_LIFE },
  })
  let begun: Visit | null = null
  const { nonce, chain, signature, signedMessage, clientAddress } = asked
  const proven = await loginWithWallet(ctx, {
    ...{ shop, nonce, walletAddress, chain, signature, signedMessage, clientAddress },
    verifyKey: () => verifyRequest(ctx, asked.signed),
    loadGates: () => findGates(ctx, { shopId: shop.id, numbers: asked.gates, isFresh: false }),
    planVisit: (one) => {
      // A contract wallet, a vault and an earlier visit are looked up first, which only a used login may cost.
      if (one.wallet.kind !== 'key' || addresses.length > 0 || asked.session) return null
      const visit = { ...planVisit(one, [one.wallet]), vaults: [] }
      begun = { ...visit, seen: null, signedAt: at }
      return visit
    },
  })
  if (begun) return { visit: begun, session: fresh }
  const { gates } = proven
  const earlier = await findEarlierVisit(ctx, { session: asked.session, at, shop, proven })
  const elsewhere = await proveOnOtherChains(ctx, { ...proven, signature })
  const signed = [proven.wallet, ...elsewhere]
  const wallets = [...(earlier?.wallets ?? []), ...signed]
  const vaults = await findVaults(ctx, { addresses, wallets, gates })
  const visit = earlier
    ? await ctx.visits.addWallets({ id: earlier.id, wallets: signed, vaults, signedAt: at })
    : await ctx.visits.create({ ...planVisit(proven, wallets), vaults })
  return { visit, session: (earlier && asked.session) || fresh }
}

/** The visit that the shopper has already. Only its own key may add a wallet to it: else a stolen token would lend its wallets. */
async function findEarlierVisit(
  ctx: Needs<'visits' | 'hashSecret'>,
  parameters: Pick<UnlockGatesParameters, 'session'> & {
    readonly shop: Shop
    readonly at: number
    readonly proven: LoginWithWalletResult
  },
): Promise<Visit | null> {
  const { session, shop, at: now } = parameters
  const { keyThumbprint } = parameters.proven
  if (!session || keyThumbprint === null) return null
  const tokenHash = ctx.hashSecret(session)
  const found = await ctx.visits.renew({ tokenHash, shopId: shop.id, keyThumbprint, now })
  // A wallet starts a visit of its own: the visit of a pass opens the pass's gate alone, for one order.
  return found && !isStaffPass(found.id) ? found : null
}
