import { isEvmAddress } from '../../core/chain/familyOf.ts'
import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import type { Chain, WalletAddress } from '../../core/chain/types.ts'
import { LoginError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { LoginContext } from '../../core/login/composePicketMessage.ts'
import type { ProvenWallet } from '../../core/login/types.ts'
import type { LoginFormat, Project, ProjectNonce } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { type LimitPorts, limitSignatureReads } from './limitApiRequest.ts'
import { rebuildLoginMessage } from './rebuildLoginMessage.ts'

export type LoginToProjectParameters = {
  readonly project: Project
  /** Whom asking a chain is counted on beside the project; null for nobody. */
  readonly client: ClientAddress | null
  readonly chain: Chain
  /** As the caller writes it: so it stands in the signed text. */
  readonly walletAddress: string
  readonly signature: string
  /** Base64 of the signed transaction, where the login was issued as a memo. */
  readonly signedMessage?: string | null | undefined
  readonly context: LoginContext | null
  /** One more site that the message may name: the one of the authorize page. */
  readonly ownDomain?: string | undefined
}
export type LoginToProjectResult = ProvenWallet & { readonly format: LoginFormat }
/** What proves a wallet, whatever its family. */
export type LoginProofPorts = LimitPorts &
  Needs<
    | 'projectNonces'
    | 'recoverEvmAddress'
    | 'findContractSigned'
    | 'verifySolanaSignature'
    | 'verifyMemoTransaction'
    | 'canReadChain'
  >

/**
 * Prove that a wallet signed a login of this project, then use its nonce up.
 *
 * Verified first, consumed after: a wrong signature burns nobody's login; of many right ones, one wins.
 * Costs a statement where this process gave the nonce out, else two; no chain is asked for a wallet with a key that
 * signed. Anything else on an EVM chain may be a contract wallet's: it costs a statement and one request to its chain,
 * whatever the number of nonces that live.
 * @throws {LoginError} ERR_NONCE_UNKNOWN, ERR_LOGIN_MISMATCH, ERR_SIGNATURE_INVALID
 * @throws {InputError} ERR_BODY_INVALID without a context where one is needed, ERR_ADDRESS_INVALID
 * @throws {UpstreamError} ERR_CHAIN_READ when a contract wallet could not be asked.
 */
export async function loginToProject(
  ctx: LoginProofPorts,
  parameters: LoginToProjectParameters,
): Promise<LoginToProjectResult> {
  const { project, chain } = parameters
  const { family } = chain
  const address = parseWalletAddress({ family, text: parameters.walletAddress })
  const key = { projectId: project.id, family, walletAddress: address, now: ctx.now() }
  const compose = (nonces: readonly ProjectNonce[]): Candidate[] =>
    nonces.map((nonce) => ({ nonce, message: rebuildLoginMessage({ ...parameters, nonce, now: key.now }) }))
  // A login is signed as it was issued: as a text, or as a memo transaction.
  const isWanted = ({ pool }: ProjectNonce) => (pool === 'memo') === Boolean(parameters.signedMessage)
  const recalled = ctx.projectNonces.recall(key).filter(isWanted)
  let proven = findKeySigned(ctx, { ...parameters, address, messages: compose(recalled) })
  if (!proven) {
    const nonces = (await ctx.projectNonces.find(key)).filter(isWanted)
    if (nonces.length === 0) throw unknownNonce()
    proven = await findSigned(ctx, { ...parameters, address, messages: compose(nonces) })
  }
  if (!proven) {
    throw new LoginError(
      'ERR_SIGNATURE_INVALID',
      'It is not by this wallet over the message of this login.',
      {
        hint: 'Sign in again.',
      },
    )
  }
  const { nonce, kind } = proven
  if (!(await ctx.projectNonces.consume({ ...key, value: nonce.value }))) throw unknownNonce()
  return { chain: chain.slug, address, kind, format: nonce.format }
}

type Candidate = { readonly nonce: ProjectNonce; readonly message: string }
type Signed = { readonly nonce: ProjectNonce; readonly kind: ProvenWallet['kind'] }
type FindSignedParameters = Pick<
  LoginToProjectParameters,
  'project' | 'client' | 'chain' | 'signature' | 'signedMessage'
> & {
  readonly address: WalletAddress
  readonly messages: readonly Candidate[]
}

function findKeySigned(
  ctx: Needs<'recoverEvmAddress' | 'verifySolanaSignature' | 'verifyMemoTransaction'>,
  {
    address,
    signature,
    signedMessage: transaction,
    messages,
  }: Pick<FindSignedParameters, 'address' | 'signature' | 'signedMessage' | 'messages'>,
): Signed | null {
  const signed = messages.find(({ message }) => {
    if (isEvmAddress(address)) return ctx.recoverEvmAddress({ message, signature }) === address
    if (transaction) return ctx.verifyMemoTransaction({ address, text: message, transaction })
    return ctx.verifySolanaSignature({ address, message, signature })
  })
  return signed ? { nonce: signed.nonce, kind: 'key' } : null
}

async function findSigned(ctx: LoginProofPorts, parameters: FindSignedParameters): Promise<Signed | null> {
  const signed = findKeySigned(ctx, parameters)
  if (signed) return signed
  const { project, client, chain, address, signature, messages } = parameters
  if (!isEvmAddress(address) || !ctx.canReadChain(chain.slug)) return null
  await limitSignatureReads(ctx, { project, client, reads: 1 })
  const texts = messages.map(({ message }) => message)
  const text = await ctx.findContractSigned({ chain: chain.slug, address, messages: texts, signature })
  const found = messages.find(({ message }) => message === text)
  return found ? { nonce: found.nonce, kind: 'contract' } : null
}

function unknownNonce(): LoginError {
  // Never issued, used, and too old are one answer: it tells a guesser nothing.
  return new LoginError('ERR_NONCE_UNKNOWN', 'This login was used before or is older than two minutes.', {
    hint: 'Sign in again.',
  })
}
