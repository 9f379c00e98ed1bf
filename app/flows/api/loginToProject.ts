import { isEvmAddress, isFlowAddress } from '../../core/chain/familyOf.ts'
import { parseWalletAddress } from '../../core/chain/parseWalletAddress.ts'
import type { Chain, WalletAddress } from '../../core/chain/types.ts'
import { LoginError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import type { LoginContext } from '../../core/login/composePicketMessage.ts'
import type { ProvenWallet } from '../../core/login/types.ts'
import type { LoginFormat, Project, ProjectNonce } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { composeSignedMessage } from './composeSignedMessage.ts'
import { findFlowSigned } from './findFlowSigned.ts'
import { type LimitPorts, limitSignatureReads } from './limitApiRequest.ts'

export type LoginToProjectParameters = {
  readonly project: Project
  /** The client whose limit counts signature reads, beside the project's; null to count the project only. */
  readonly client: ClientAddress | null
  readonly chain: Chain
  /** In the caller's spelling, which is the one in the signed text. */
  readonly walletAddress: string
  readonly signature: string
  /** Base64 of the signed transaction, if the login is a memo. */
  readonly signedMessage?: string | null | undefined
  readonly context: LoginContext | null
  /** A further domain that the message may name: the authorize page's. */
  readonly ownDomain?: string | undefined
}
export type LoginToProjectResult = ProvenWallet & { readonly format: LoginFormat }
/** The ports that verify a login of a wallet of any chain family. */
export type LoginProofPorts = LimitPorts &
  Needs<
    | 'projectNonces'
    | 'recoverEvmAddress'
    | 'findContractSigned'
    | 'verifySolanaSignature'
    | 'verifyMemoTransaction'
    | 'readFlowKeys'
    | 'listFlowSigners'
    | 'canReadChain'
  >

/**
 * Verify that a wallet signed a login of this project, then consume its nonce.
 *
 * The signature is verified before the nonce is consumed: a wrong signature consumes no login, and of several right
 * ones one wins. Costs one statement if this process issued the nonce, otherwise two. No chain is read for a key wallet
 * that signed. Any other signature on an EVM chain may be a contract wallet's: it costs one more statement and one
 * request to its chain, whatever the number of live nonces. So does every signature on Flow, whose keys are on chain.
 * @throws {LoginError} ERR_NONCE_UNKNOWN, ERR_LOGIN_MISMATCH, ERR_SIGNATURE_INVALID
 * @throws {InputError} ERR_BODY_INVALID if a required context is missing, ERR_ADDRESS_INVALID
 * @throws {UpstreamError} ERR_CHAIN_READ if the chain of a contract wallet, or Flow, cannot be read
 * @throws {AccessError} ERR_RATE_LIMITED
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
    nonces.map((nonce) => ({ nonce, message: composeSignedMessage({ ...parameters, nonce, now: key.now }) }))
  // A login is signed in the form in which it was issued: as a text, or as a memo transaction.
  const isWanted = ({ pool }: ProjectNonce) => (pool === 'memo') === Boolean(parameters.signedMessage)
  const recalled = ctx.projectNonces.listIssued(key).filter(isWanted)
  let proven = findKeySigned(ctx, { ...parameters, address, messages: compose(recalled) })
  if (!proven) {
    const nonces = (await ctx.projectNonces.find(key)).filter(isWanted)
    if (nonces.length === 0) throw unknownNonce()
    proven = await findSigned(ctx, { ...parameters, address, messages: compose(nonces) })
  }
  if (!proven) {
    throw new LoginError(
      'ERR_SIGNATURE_INVALID',
      'The signature does not match this wallet and the message of this login.',
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
    if (isFlowAddress(address)) return false
    if (transaction) return ctx.verifyMemoTransaction({ address, text: message, transaction })
    return ctx.verifySolanaSignature({ address, message, signature })
  })
  return signed ? { nonce: signed.nonce, kind: 'key' } : null
}

async function findSigned(ctx: LoginProofPorts, parameters: FindSignedParameters): Promise<Signed | null> {
  const signed = findKeySigned(ctx, parameters)
  if (signed) return signed
  const { project, client, chain, address, signature, messages } = parameters
  const isFlow = isFlowAddress(address)
  if ((!isEvmAddress(address) && !isFlow) || !ctx.canReadChain(chain.slug)) return null
  await limitSignatureReads(ctx, { project, client, reads: 1 })
  const asked = { chain: chain.slug, messages: messages.map(({ message }) => message), signature }
  const text = isFlow
    ? await findFlowSigned(ctx, { ...asked, address })
    : await ctx.findContractSigned({ ...asked, address })
  const found = messages.find(({ message }) => message === text)
  return found ? { nonce: found.nonce, kind: isFlow ? 'key' : 'contract' } : null
}

function unknownNonce(): LoginError {
  // Never issued, used and expired give one answer, which tells a guesser nothing.
  return new LoginError('ERR_NONCE_UNKNOWN', 'This login was used before or is older than two minutes.', {
    hint: 'Sign in again.',
  })
}
