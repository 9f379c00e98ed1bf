import type { ContractDescription } from '../core/chain/describe.ts'
import { parseAddress } from '../core/chain/parseAddress.ts'
import type { Chain, EvmAddress } from '../core/chain/types.ts'
import { InputError, PalisadeError, UpstreamError } from '../core/errors/base.ts'
import type { KnownBalance } from '../core/flatRequirement/balances.ts'
import type { listIds } from '../core/flatRequirement/evaluateFlatRequirement.ts'
import type { ApiUser } from '../core/limit/planLeases.ts'
import type { ProvenWallet } from '../core/login/types.ts'
import { formatUnits } from '../core/requirement/amounts.ts'
import type { BalanceRead } from '../core/requirement/types.ts'
import type { Needs } from './context.ts'
import { limitChainReads } from './limitApiRequest.ts'

type Id = ReturnType<typeof listIds>[number]
export type UnreadBalance = Id & { readonly code: 'ERR_CHAIN_READ' | 'ERR_TOKEN_READ' }
export type TokenReadPorts = Needs<
  'now' | 'limits' | 'limitFactor' | 'hashPersonal' | 'describeContract' | 'readBalances' | 'canReadChain'
>
export type ReadTokenBalancesParameters = {
  /** Whom the reads are counted on. */
  readonly user: ApiUser
  readonly chain: Chain
  readonly wallet: ProvenWallet
  readonly ids: readonly Id[]
}
export type ReadTokenBalancesResult = {
  readonly balances: readonly KnownBalance[]
  readonly unread: readonly UnreadBalance[]
}

/** What must be known of an id before its balance can be asked: the read, and in which unit the answer comes. */
type Plan = Id & { readonly read: BalanceRead; readonly decimals: number }

/**
 * Read a wallet's balance of some tokens: one request for the balances, and one for each contract not seen lately.
 *
 * @throws {PalisadeError} ERR_CHAIN_UNSUPPORTED, ERR_CONTRACT_UNSUPPORTED, ERR_RATE_LIMITED
 * @throws {InputError} ERR_REQUIREMENT_INVALID. @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function readTokenBalances(
  ctx: TokenReadPorts,
  { user, chain, wallet, ids: asked }: ReadTokenBalancesParameters,
): Promise<ReadTokenBalancesResult> {
  const ids = keepReadable({ chain, ids: asked })
  if (ids.length === 0) return { balances: [], unread: [] }
  if (!ctx.canReadChain(chain.slug)) {
    throw new PalisadeError('ERR_CHAIN_UNSUPPORTED', `${chain.name} doesn't support token gating here.`, {
      hint: 'Ask for tokens on another chain.',
    })
  }
  const readAt = ctx.now()
  // A contract wallet is an identity on the chain where it signed, and holds nothing elsewhere.
  if (wallet.kind === 'contract' && wallet.chain !== chain.slug) {
    return { balances: ids.map((id) => ({ ...id, amount: '0', readAt })), unread: [] }
  }
  await limitChainReads(ctx, { ...user, walletAddress: wallet.address, reads: ids.length })
  const describe = describeOnce(ctx, chain)
  const plans = await Promise.all(ids.map((id) => planRead({ describe, chain, owner: wallet.address, id })))
  const answers = await ctx.readBalances(plans.map(({ read }) => read))
  const balances: KnownBalance[] = []
  const unread: UnreadBalance[] = []
  plans.forEach(({ kind, id, decimals }, i) => {
    const answer = answers[i]
    if (answer?.kind === 'read') {
      balances.push({ kind, id, amount: formatUnits({ amount: answer.amount, decimals }), readAt })
    } else unread.push({ kind, id, code: answer?.code ?? 'ERR_CHAIN_READ' })
  })
  return { balances, unread }
}

/** Say that a balance could not be read, which is never a no. */
export function explainUnread({ missing, chain }: { missing: UnreadBalance; chain: Chain }): UpstreamError {
  return new UpstreamError(missing.code, `${missing.id} could not be read on ${chain.name}.`, {
    hint: 'Nothing is lost: try again in a moment.',
  })
}

/** Any one that is met is enough: kinds that this chain does not have count for nothing beside one that it has. */
function keepReadable({ chain, ids }: { chain: Chain; ids: readonly Id[] }): readonly Id[] {
  const readable = ids.filter(
    ({ kind, id }) => kind === 'contractAddress' || (kind === 'tokenIds' && id.includes(':')),
  )
  const [other] = ids
  if (readable.length > 0 || !other) return readable
  throw refuse(`${other.kind} alone is for Solana, and ${chain.name} is asked.`, 'Send contractAddress.')
}

type Describe = (contract: EvmAddress) => Promise<ContractDescription>

/** Of many ids of one contract, one asks what it is. */
function describeOnce(ctx: Needs<'describeContract'>, { slug: chain }: Chain): Describe {
  const asked = new Map<EvmAddress, Promise<ContractDescription>>()
  return (contract) => {
    const answer = asked.get(contract) ?? ctx.describeContract({ chain, contract })
    asked.set(contract, answer)
    return answer
  }
}

async function planRead({
  describe,
  chain,
  owner,
  id,
}: {
  describe: Describe
  chain: Chain
  owner: EvmAddress
  id: Id
}): Promise<Plan> {
  const [address = '', tokenId] = id.id.split(':')
  const contract = parseAddress(address)
  const description = await describe(contract)
  if (description.kind === 'unknown') {
    throw new PalisadeError(
      'ERR_CONTRACT_UNSUPPORTED',
      `There are not any ERC20, ERC721, ERC1155 tokens at ${address} on ${chain.name}.`,
      { hint: 'Check the address and the chain.' },
    )
  }
  const { kind } = description
  if (kind === 'erc1155' && tokenId === undefined) {
    throw refuse(`${address} holds many kinds of token (ERC1155).`, 'Send tokenIds with the ids that count.')
  }
  if (kind !== 'erc1155' && tokenId !== undefined) {
    throw refuse(
      `Token ids can be asked of ERC1155 contracts only, and ${address} is none.`,
      'Leave tokenIds out.',
    )
  }
  const read = { chain: chain.slug, kind, contract, owner }
  return {
    ...id,
    read: tokenId === undefined ? read : { ...read, tokenId: parseTokenId(tokenId) },
    decimals: kind === 'erc20' ? description.decimals : 0,
  }
}

function parseTokenId(text: string): bigint {
  const isNumber = /^(?:0x[0-9a-f]{1,64}|[0-9]{1,78})$/i.test(text)
  const id = isNumber ? BigInt(text) : -1n
  if (id >= 0n && id < 1n << 256n) return id
  throw refuse('A token id is not a number of 256 bits.', 'Write it in decimal or 0x hexadecimal digits.')
}

function refuse(message: string, hint: string): InputError {
  return new InputError('ERR_REQUIREMENT_INVALID', message, { hint })
}
