import { namehash, normalize, packetToBytes } from 'viem/ens'
import { bytesToHex } from 'viem/utils'
import { parseChainSlug } from '../../../core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../../core/chain/types.ts'
import type { ChainPort } from '../../../ports/chain.ts'
import type { Rpc } from '../../rpc/types.ts'
import { encodeSupportsInterface } from '../erc165.ts'
import type { ContractCall } from '../multicall/calls.ts'
import type { InnerResult } from '../multicall/decodeAnswers.ts'
import { readContracts } from '../readContracts.ts'
import {
  decodeAddress,
  decodeBytes,
  decodeLookup,
  decodeName,
  encodeCallback,
  encodeNodeCall,
  encodeResolve,
  readGateway,
} from './codec.ts'

type FindEnsNameParameters = {
  readonly rpc: Rpc
  readonly gateways: readonly string[]
  readonly address: EvmAddress
  readonly timeoutMs: number
}

const chain = parseChainSlug('ethereum')
/** @see https://docs.ens.domains/learn/deployments */
const registry = parseEvmAddress('0x00000000000c2e074ec69a0dfb2997ba6c7d2e1e')
const gasCap = 2_000_000
const mostLevels = 10
/** A gateway's answer may lead to one more lookup. No honest resolver needs more. */
const mostLookups = 2

type Ask = (calls: readonly ContractCall[]) => Promise<readonly InnerResult[]>

/** Find the name that an address claims and that points back to it; null if there is none. */
async function findEnsName(parameters: FindEnsNameParameters): Promise<string | null> {
  const { rpc, gateways, address } = parameters
  const deadline = performance.now() + parameters.timeoutMs
  const ask: Ask = async (calls) => {
    const timeoutMs = deadline - performance.now()
    return (await readContracts({ rpc, chain, calls, timeoutMs })).results
  }
  const reverse = namehash(`${address.slice(2)}.addr.reverse`)
  const [reverseResolver] = (await ask([composeResolverCall(reverse)])).map(decodeAddress)
  if (!reverseResolver) return null
  const data = encodeNodeCall('name', reverse)
  const [claimed] = await ask([{ target: reverseResolver, data, limit: 384, gasCap }])
  const name = decodeName(claimed)
  // A name that is not normalised could look like somebody else's.
  if (!name || !isNormal(name)) return null
  const forward = await findResolverAnswer({ ask, name, gateways, deadline })
  return forward === address ? name : null
}

/** Names that are certainly normalised. The tables for all others take a moment to unpack. */
const plainName = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z0-9]+$/

function isNormal(name: string): boolean {
  try {
    return plainName.test(name) || normalize(name) === name
  } catch {
    return false
  }
}

type FindResolverAnswerParameters = {
  readonly ask: Ask
  readonly name: string
  readonly gateways: readonly string[]
  readonly deadline: number
}

/** Resolve a name; the resolver of its parent answers if it has none. @see https://docs.ens.domains/ensip/10 */
async function findResolverAnswer({ ask, name, gateways, deadline }: FindResolverAnswerParameters) {
  const labels = name.split('.')
  if (labels.length < 2 || labels.length > mostLevels) return null
  const nodes = labels.map((_, i) => namehash(labels.slice(i).join('.')))
  const resolvers = (await ask(nodes.map(composeResolverCall))).map(decodeAddress)
  const level = resolvers.findIndex((resolver) => resolver !== null)
  const [target, node] = [resolvers[level], nodes[0]]
  if (!target || !node) return null

  const addr = encodeNodeCall('addr', node)
  const dnsName = bytesToHex(packetToBytes(name))
  const wide = { target, limit: 8_192, gasCap, mode: 'reverts' } as const
  const [extended, plain, wildcard] = await ask([
    { target, data: encodeSupportsInterface('extendedResolver'), limit: 33, gasCap: 100_000 },
    { ...wide, data: addr },
    { ...wide, data: encodeResolve(dnsName, addr) },
  ])
  const isExtended = extended?.kind === 'answer' && BigInt(`0x0${extended.data}`) === 1n
  if (!isExtended && level > 0) return null
  const result = await readLookups({
    ask,
    target,
    gateways,
    deadline,
    result: isExtended ? wildcard : plain,
  })
  if (!result) return null
  return decodeAddress({ kind: 'answer', data: isExtended ? (decodeBytes(result) ?? '') : result })
}

type FollowParameters = Omit<FindResolverAnswerParameters, 'name'> & {
  readonly target: EvmAddress
  readonly result: InnerResult | undefined
}

/** Follow lookups to the final answer, hex without `0x`; null if there is none. */
async function readLookups({ ask, target, gateways, deadline, result: first }: FollowParameters) {
  let result = first
  for (let lookups = 0; ; lookups++) {
    if (result?.kind !== 'answer') return null
    if (result.data.startsWith('01')) return result.data.slice(2)
    const lookup = decodeLookup(result.data.slice(2))
    const template = lookup?.urls.find((url) => gateways.includes(url))
    if (!lookup || !template || lookup.sender !== target || lookups === mostLookups) return null
    const timeoutMs = Math.max(1, Math.floor(deadline - performance.now()))
    const answer = await readGateway({ template, sender: target, data: `0x${lookup.callData}`, timeoutMs })
    const data = encodeCallback(lookup, answer.slice(2))
    const [next] = await ask([{ target, data, limit: 8_192, gasCap: 10_000_000, mode: 'reverts' }])
    result = next
  }
}

function composeResolverCall(node: `0x${string}`): ContractCall {
  return { target: registry, data: encodeNodeCall('resolver', node), limit: 33, gasCap: 100_000 }
}

type CreateReadEnsNameParameters = {
  readonly rpc: Rpc
  /** URLs of gateways that may be asked for off-chain names, exactly as contracts spell them. */
  readonly gateways: readonly string[]
  /** Unix seconds. */
  readonly now: () => number
  /** For all requests of one name together. */
  readonly timeoutMs?: number
}

const seconds = { name: 3_600, none: 300 }
const most = 10_000

/**
 * Read names within `timeoutMs`, 1.5 s if absent. It never throws, as a name is only displayed. Names are cached for an
 * hour; their absence, and a failure, for five minutes.
 * @see https://docs.ens.domains/web/reverse
 */
export function createReadEnsName(parameters: CreateReadEnsNameParameters): ChainPort['readEnsName'] {
  const { rpc, gateways, now, timeoutMs = 1_500 } = parameters
  const seen = new Map<EvmAddress, { readonly name: Promise<string | null>; until: number }>()
  return ({ address }) => {
    const found = seen.get(address)
    if (found && now() < found.until) return found.name
    const name = findEnsName({ rpc, gateways, address, timeoutMs }).catch(() => null)
    const entry = { name, until: Number.POSITIVE_INFINITY }
    seen.delete(address)
    seen.set(address, entry)
    const [oldest] = seen.keys()
    if (seen.size > most && oldest !== undefined) seen.delete(oldest)
    void name.then((text) => {
      entry.until = now() + (text === null ? seconds.none : seconds.name)
    })
    return name
  }
}
