import type { LoginContext } from '../../core/login/composePicketMessage.ts'
import { chooseLoginChain } from '../../core/oauth/chooseLoginChain.ts'
import { parseAuthorizeQuery } from '../../core/oauth/parseAuthorizeQuery.ts'
import type { AuthenticatePorts } from '../api/authenticateApiKey.ts'
import { composeSignedMessage } from '../api/composeSignedMessage.ts'
import { formatAddress } from '../api/formatAddress.ts'
import { issueProjectNonce } from '../api/issueProjectNonce.ts'
import type { Needs } from '../context.ts'
import { type CheckAuthorizationParameters, checkAuthorization } from './checkAuthorization.ts'

export type ComposeAuthorizationParameters = CheckAuthorizationParameters & {
  readonly chain: string
  readonly walletAddress: string
  /** `memo` for a Solana wallet that cannot sign texts. */
  readonly method?: 'memo' | undefined
  /** Language tag of the page. */
  readonly locale?: string | undefined
}
/** What a wallet signs, and the parts that the page sends back with the signature. */
export type PreparedLogin = {
  readonly message: string
  readonly walletAddress: string
  readonly context: LoginContext
  /** Base64 of the transaction to sign instead of the text, if the login is a memo. */
  readonly transaction?: string
}

/**
 * Compose the login that a wallet signs on the authorize page: a login of the project that names this server's domain.
 *
 * @throws what checkAuthorization and parseAuthorizeQuery throw
 * @throws {InputError} ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID
 */
export async function composeAuthorization(
  ctx: AuthenticatePorts &
    Needs<'createRandomHex' | 'projectNonces' | 'toChecksumAddress' | 'composeMemoTransaction' | 'issuer'>,
  parameters: ComposeAuthorizationParameters,
): Promise<PreparedLogin> {
  const { caller } = await checkAuthorization(ctx, parameters)
  // Parsed again: no wallet should sign for a request that cannot be answered.
  const query = parseAuthorizeQuery(parameters.parameters)
  const { project } = caller
  const { chain } = chooseLoginChain({ query, project, chosen: parameters.chain })
  const walletAddress = formatAddress(ctx, { chain, text: parameters.walletAddress })
  const { origin: uri, host: domain } = new URL(ctx.issuer)
  const issuedAt = new Date(ctx.now() * 1000).toISOString()
  const context = { domain, uri, issuedAt, chainId: chain.id }
  const { method, locale } = parameters
  const issued = await issueProjectNonce(ctx, {
    project,
    keyKind: caller.key.kind,
    chain: chain.slug,
    walletAddress,
    site: domain,
    method,
    context,
    ownDomain: domain,
    locale,
  })
  const { transaction, ...nonce } = issued
  const now = ctx.now()
  const message = composeSignedMessage({
    project,
    chain,
    walletAddress,
    context,
    nonce,
    ownDomain: domain,
    now,
  })
  return { message, walletAddress, context, ...(transaction === undefined ? {} : { transaction }) }
}
