import type { EvmAddress } from '../../core/chain/types.ts'
import { createIndex, type Words } from '../../core/requirement/createIndex.ts'
import { formatRanges } from '../../core/requirement/createReadIndex.ts'
import type { EvmRead } from '../../core/requirement/reads.ts'
import type { TokenRange } from '../../core/requirement/tokenRange.ts'
import { hasId, type IdSet } from '../../core/trait/idSet.ts'
import { type PlanContractQuestionParameters, planContractQuestion } from './contractQuestion.ts'
import { composeDelegationCalls, readDelegation } from './delegations.ts'
import { composeBalanceBatch, readBalanceBatch } from './erc1155/balanceBatch.ts'
import type { ProposedIds } from './erc1155/createFindTokenIds.ts'
import type { Finding } from './finding.ts'
import { composeListCalls, parseWord, readListedTokens } from './listedTokens.ts'
import { type ContractCall, countScanned, type InnerCall, type OwnerScan } from './multicall/calls.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'

export type QuestionPlan = {
  /** Each once. */
  readonly calls: readonly InnerCall[]
  /** For each read, the calls that it needs and the parser of their results; null for an invalid read. */
  readonly readers: readonly (QuestionReader | null)[]
}
export type QuestionReader = {
  readonly needs: readonly number[]
  /** Null if a contract gave no valid answer. */
  readonly read: (results: readonly InnerResult[]) => Finding | null
}

/** `balanceOf(address)` and `balanceOf(address,uint256)`. */
const balanceOf = '70a08231'
const balanceOfId = '00fdd58e'
/** One byte more than a balance has, so that a longer answer is recognised as invalid. */
const limit = 33
/** A rebasing or lending token may compute for a while; nothing honest needs more. */
const gasCap = 1_000_000
/** Gas for `ownerOf` of one id, on average. */
const ownerGasCap = 60_000
const mostOwners = 255
const mostIds = 5_000
const endOfIds = 1n << 256n

export type PlanQuestionsParameters = {
  readonly reads: readonly EvmRead[]
  /** The ids that a wallet may hold of an ERC-1155 contract. */
  readonly proposedTo: (pair: { readonly contract: EvmAddress; readonly owner: EvmAddress }) => ProposedIds
  /** The ids that a contract lists as a wallet's, for questions that ask about each. */
  readonly listedTo?: PlanContractQuestionParameters['listedTo'] | undefined
  /** Unix seconds, for questions about a time. */
  readonly now?: number
}

const NONE_LISTED: ProposedIds = { ids: [], gap: 'ERR_CHAIN_READ' }

/** Turn the reads of one chain at one moment into calls. Equal questions are one call; one scan serves 255 owners. */
export function planQuestions({
  reads,
  proposedTo,
  listedTo = () => NONE_LISTED,
  now = 0,
}: PlanQuestionsParameters): QuestionPlan {
  const calls: InnerCall[] = []
  const readIndex = createIndex()
  const add = (words: Words, compose: () => InnerCall): number => {
    const place = readIndex.add(words)
    if (place === calls.length) calls.push(compose())
    return place
  }
  const scans = listScans(reads)
  const plan = (read: EvmRead): QuestionReader | null => {
    switch (read.kind) {
      case 'native': {
        const place = add([read.owner], () => ({ kind: 'balance', target: read.owner }))
        return { needs: [place], read: readWord }
      }
      // ERC-20 and ERC-721 balances are the same call.
      case 'erc20':
      case 'erc721':
      case 'erc1155': {
        const id = read.kind === 'erc1155' ? read.tokenId : null
        if (id !== null && !isId(id)) return null
        const { contract, owner } = read
        const place = add([contract, owner, id ?? ''], () => composeBalanceCall({ contract, owner, id }))
        return { needs: [place], read: readWord }
      }
      case 'erc1155All': {
        const { contract, owner } = read
        const { ids, gap } = proposedTo(read)
        const asked = composeBalanceBatch({ contract, owner, ids })
        const needs = asked.map(({ call }) => add([call.target, call.data], () => call))
        return {
          needs,
          read: (results: readonly InnerResult[]) => {
            const amount = readBalanceBatch({ results, counts: asked.map(({ count }) => count) })
            return amount === null ? null : { amount, gap }
          },
        }
      }
      case 'erc721Ids': {
        const { owner, ids } = read
        if (!ids.every(({ first, last }) => isId(first) && isId(last) && first <= last)) return null
        const scan = scans.get(composeScanKey(read))?.find(({ owners }) => owners.includes(owner))
        if (!scan || countScanned(ids) > mostIds) return null
        const place = add([composeScanKey(read), scan.owners[0] ?? ''], () => scan)
        const mark = scan.owners.indexOf(owner) + 1
        return { needs: [place], read: ([result]: readonly InnerResult[]) => readScan({ result, ids, mark }) }
      }
      case 'erc721Set': {
        const asked = composeListCalls(read)
        const needs = asked.map((call) => add([call.target, call.data], () => call))
        return { needs, read: (results: readonly InnerResult[]) => readSet({ set: read.set, results }) }
      }
      case 'call': {
        const planned = planContractQuestion({ read, listedTo, now })
        const needs = planned.calls.map((call) =>
          add([call.target, call.data, String(call.limit)], () => call),
        )
        return { needs, read: planned.read }
      }
      case 'delegation': {
        const { scope } = read
        if ('tokenId' in scope && !isId(scope.tokenId)) return null
        const needs = composeDelegationCalls(read).map((call) => add([call.target, call.data], () => call))
        return {
          needs,
          read: (results: readonly InnerResult[]) => {
            const amount = readDelegation({ scope, results })
            return amount === null ? null : { amount }
          },
        }
      }
      default:
        return read satisfies never
    }
  }
  return { readers: reads.map(plan), calls }
}

type IdsRead = Extract<EvmRead, { kind: 'erc721Ids' }>

function composeScanKey({ contract, ids }: IdsRead): string {
  return `scan ${contract} ${formatRanges(ids)}`
}

function listScans(reads: readonly EvmRead[]): ReadonlyMap<string, readonly OwnerScan[]> {
  const asked = new Map<string, { readonly read: IdsRead; readonly owners: Set<EvmAddress> }>()
  for (const read of reads) {
    if (read.kind !== 'erc721Ids') continue
    const key = composeScanKey(read)
    const entry = asked.get(key) ?? { read, owners: new Set() }
    entry.owners.add(read.owner)
    asked.set(key, entry)
  }
  return new Map(
    [...asked].map(([key, { read, owners }]) => {
      const parts = Array.from({ length: Math.ceil(owners.size / mostOwners) }, (_, i) =>
        [...owners].slice(i * mostOwners, (i + 1) * mostOwners),
      )
      const { contract: target, ids } = read
      return [key, parts.map((part) => ({ kind: 'scan', target, owners: part, ids, gasCap: ownerGasCap }))]
    }),
  )
}

type ComposeBalanceCallParameters = {
  readonly contract: EvmAddress
  readonly owner: EvmAddress
  readonly id: bigint | null
}

function composeBalanceCall({ contract, owner, id }: ComposeBalanceCallParameters): ContractCall {
  const account = owner.slice(2).padStart(64, '0')
  const data = id === null ? balanceOf + account : balanceOfId + account + id.toString(16).padStart(64, '0')
  return { target: contract, data, limit, gasCap }
}

function isId(id: bigint): boolean {
  return id >= 0n && id < endOfIds
}

/** Parse one word. A missing contract or an answer of another length is null, not zero. */
function readWord([result]: readonly InnerResult[]): Finding | null {
  const amount = parseWord(result)
  return amount === null ? null : { amount }
}

/** Count the listed tokens that are in a set. A contract that lists fewer than the wallet holds leaves a gap. */
function readSet({ set, results }: { set: IdSet; results: readonly InnerResult[] }): Finding | null {
  const listed = readListedTokens(results)
  if (!listed) return null
  const tokenIds = listed.ids.filter((id) => hasId(set, id)).map(String)
  const isMore = listed.amount > BigInt(listed.ids.length)
  return { amount: BigInt(tokenIds.length), tokenIds, ...(isMore && { gap: 'ERR_TOKEN_READ' as const }) }
}

type ReadScanParameters = {
  readonly result: InnerResult | undefined
  readonly ids: readonly TokenRange[]
  readonly mark: number
}

function readScan({ result, ids, mark }: ReadScanParameters): Finding | null {
  if (result?.kind !== 'answer' || result.data.length !== 2 * countScanned(ids)) return null
  const marks = Buffer.from(result.data, 'hex')
  const tokenIds: string[] = []
  let at = 0
  for (const { first, last } of ids) {
    for (let id = first; id <= last; id++) if (marks[at++] === mark) tokenIds.push(String(id))
  }
  return { amount: BigInt(tokenIds.length), tokenIds }
}
