import type { ContractDescription } from '../../core/chain/describe.ts'
import { isEvmAddress, isFlowAddress } from '../../core/chain/familyOf.ts'
import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import { parseFlowContract } from '../../core/chain/parseFlowContract.ts'
import { parseSolanaAddress } from '../../core/chain/parseSolanaAddress.ts'
import type {
  Chain,
  ContractAddress,
  EvmAddress,
  FlowAddress,
  SolanaAddress,
  WalletAddress,
} from '../../core/chain/types.ts'
import { InputError } from '../../core/errors/base.ts'
import type { listIds } from '../../core/flatRequirement/evaluateFlatRequirement.ts'
import type { BalanceRead } from '../../core/requirement/reads.ts'
import type { Needs } from '../context.ts'

/** Names a balance that a flat requirement asks for. */
export type BalanceId = ReturnType<typeof listIds>[number]
/** The reads of one id, whose results are added, and their decimals. */
export type TokenPlan = BalanceId & {
  readonly reads: readonly BalanceRead[]
  readonly decimals: number
  /** The id may be a collection and no mint. Then a mint that cannot be read counts as zero. */
  readonly mayBeNoMint?: true
}
export type PlanTokenReadsParameters = {
  readonly chain: Chain
  readonly owner: WalletAddress
  /** As `listReadable` returns them. */
  readonly ids: readonly BalanceId[]
}

/**
 * Keep the ids that the chain supports. Any one met id is enough, so unsupported kinds are ignored beside a supported
 * one.
 *
 * @throws {InputError} ERR_REQUIREMENT_INVALID if the chain supports none of them
 */
export function listReadable({ chain, ids }: Omit<PlanTokenReadsParameters, 'owner'>): readonly BalanceId[] {
  if (chain.family === 'solana') return ids
  if (chain.family === 'flow') return listReadableOnFlow(ids)
  const readable = ids.filter(
    ({ kind, id }) => kind === 'contractAddress' || (kind === 'tokenIds' && id.includes(':')),
  )
  const [other] = ids
  if (readable.length > 0 || !other) return readable
  throw invalidTokens(
    `${other.kind} alone works only on Solana, not on ${chain.name}.`,
    'Send contractAddress.',
  )
}

/**
 * Plan the reads for each id. Costs a request to the chain for each contract that is not cached.
 *
 * @throws {InputError} ERR_CONTRACT_UNSUPPORTED, ERR_ADDRESS_INVALID, ERR_REQUIREMENT_INVALID
 * @throws {UpstreamError} ERR_CHAIN_READ
 */
export async function planTokenReads(
  ctx: Needs<'describeContract'>,
  { chain, owner, ids }: PlanTokenReadsParameters,
): Promise<TokenPlan[]> {
  const describe = describeOnce(ctx, chain)
  return Promise.all(
    ids.map((id) =>
      isEvmAddress(owner)
        ? planEvmRead({ describe, chain, owner, id })
        : isFlowAddress(owner)
          ? planFlowRead({ chain, owner, id })
          : planSolanaRead({ describe, chain, owner, id }),
    ),
  )
}

type Describe = (contract: ContractAddress) => Promise<ContractDescription>
type PlanOne<Owner> = {
  readonly describe: Describe
  readonly chain: Chain
  readonly owner: Owner
  readonly id: BalanceId
}

/** Describe each contract once, also for several of its ids. */
function describeOnce(ctx: Needs<'describeContract'>, { slug: chain }: Chain): Describe {
  const asked = new Map<ContractAddress, Promise<ContractDescription>>()
  return (contract) => {
    const answer = asked.get(contract) ?? ctx.describeContract({ chain, contract })
    asked.set(contract, answer)
    return answer
  }
}

async function planEvmRead({ describe, chain, owner, id }: PlanOne<EvmAddress>): Promise<TokenPlan> {
  const [address = '', tokenId] = id.id.split(':')
  const contract = parseEvmAddress(address)
  const description = await describe(contract)
  const on = { chain: chain.slug, contract, owner }
  const plan = (read: BalanceRead, decimals = 0): TokenPlan => ({ ...id, reads: [read], decimals })
  if (description.kind === 'erc1155') {
    return plan(
      tokenId === undefined
        ? { ...on, kind: 'erc1155All' }
        : { ...on, kind: 'erc1155', tokenId: parseTokenId(tokenId) },
    )
  }
  const { kind } = description
  switch (kind) {
    case 'unknown':
    case 'spl':
    case 'collection':
    case 'flowNft':
    case 'flowToken':
      throw unsupported(`There are not any ERC20, ERC721, ERC1155 tokens at ${address} on ${chain.name}.`)
    case 'erc20':
    case 'erc721':
      if (tokenId === undefined) {
        // These reads have the names of their descriptions.
        return plan({ ...on, kind }, 'decimals' in description ? description.decimals : 0)
      }
      throw invalidTokens(
        `tokenIds works only with ERC1155 contracts, and ${address} is not one.`,
        'Remove tokenIds.',
      )
    default:
      return kind satisfies never
  }
}

async function planSolanaRead({ describe, chain, owner, id }: PlanOne<SolanaAddress>): Promise<TokenPlan> {
  const address = parseSolanaAddress(id.id)
  const held: BalanceRead = { chain: chain.slug, kind: 'spl', mint: address, owner }
  const inIt: BalanceRead = { chain: chain.slug, kind: 'collection', address, owner }
  switch (id.kind) {
    case 'collection':
      return { ...id, reads: [inIt], decimals: 0 }
    case 'creatorAddress':
      return { ...id, reads: [{ ...inIt, kind: 'creator' }], decimals: 0 }
    case 'tokenIds': {
      const description = await describe(address)
      // An address that is not, or no longer, a mint has no holders. It must not keep the others from counting.
      if (description.kind === 'unknown') return { ...id, reads: [], decimals: 0 }
      if (description.kind === 'spl') return { ...id, reads: [held], decimals: description.decimals }
      return { ...id, reads: [held], decimals: 0, mayBeNoMint: true }
    }
    case 'contractAddress': {
      const description = await describe(address)
      if (description.kind === 'spl') return { ...id, reads: [held], decimals: description.decimals }
      // Any NFT may be a collection. A wallet that holds the NFT itself counts as holding one of the collection.
      if (description.kind === 'collection') {
        return { ...id, reads: [held, inIt], decimals: 0, mayBeNoMint: true }
      }
      throw unsupported(`There is no token and no NFT collection at ${address} on ${chain.name}.`)
    }
  }
}

/** On Flow a contract alone is asked for: neither its single NFTs, nor anything that only Solana has. */
function listReadableOnFlow(ids: readonly BalanceId[]): readonly BalanceId[] {
  const other = ids.find(({ kind }) => kind !== 'contractAddress')
  if (!other) return ids
  throw invalidTokens(`${other.kind} does not work on Flow.`, 'Send contractAddress alone.')
}

/** An amount of a token has 8 decimals, and the script counts NFTs so, too. */
function planFlowRead({ chain, owner, id }: Omit<PlanOne<FlowAddress>, 'describe'>): TokenPlan {
  const contract = parseFlowContract(id.id)
  return { ...id, reads: [{ chain: chain.slug, kind: 'flowHolding', contract, owner }], decimals: 8 }
}

function parseTokenId(text: string): bigint {
  const isNumber = /^(?:0x[0-9a-f]{1,64}|[0-9]{1,78})$/i.test(text)
  const id = isNumber ? BigInt(text) : -1n
  if (id >= 0n && id < 1n << 256n) return id
  throw invalidTokens(
    'A token id must be a whole number of at most 256 bits.',
    'Write it in decimal or 0x hexadecimal digits.',
  )
}

function unsupported(message: string): InputError {
  return new InputError('ERR_CONTRACT_UNSUPPORTED', message, { hint: 'Check the address and the chain.' })
}

function invalidTokens(message: string, hint: string): InputError {
  return new InputError('ERR_REQUIREMENT_INVALID', message, { hint })
}
