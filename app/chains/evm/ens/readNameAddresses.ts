import { namehash, normalize, packetToBytes } from 'viem/ens'
import { bytesToHex } from 'viem/utils'
import { parseEvmAddress } from '../../../core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../../core/chain/types.ts'
import { encodeSupportsInterface } from '../erc165.ts'
import type { ContractCall } from '../multicall/calls.ts'
import type { InnerResult } from '../multicall/decodeAnswers.ts'
import { decodeAddress, decodeBytes, encodeNodeCall, encodeResolve } from './codec.ts'
import { type Ask, readLookups } from './readLookups.ts'

/** @see https://docs.ens.domains/learn/deployments */
const registry = parseEvmAddress('0x00000000000c2e074ec69a0dfb2997ba6c7d2e1e')
const gasCap = 2_000_000
const mostLevels = 10
/** A gateway's answer may lead to one more lookup. No honest resolver needs more. */
const mostLookups = 2

/** Names that are certainly normalised. The tables for all others take a moment to unpack. */
const plainName = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z0-9]+$/

/** Whether a name is normalised. One that is not could look like somebody else's. */
export function isNormal(name: string): boolean {
  try {
    return plainName.test(name) || normalize(name) === name
  } catch {
    return false
  }
}

/** Compose the question for a node's resolver. */
export function composeResolverCall(node: `0x${string}`): ContractCall {
  return { target: registry, data: encodeNodeCall('resolver', node), limit: 33, gasCap: 100_000 }
}

export type ReadNameAddressesParameters = {
  readonly ask: Ask
  /** Normalised. */
  readonly names: readonly string[]
  readonly gateways: readonly string[]
  /** By `performance.now`. */
  readonly deadline: number
}

/**
 * Resolve names to addresses, in two requests for all of them. A name whose resolver is extended or asks a gateway
 * costs further requests. The resolver of its parent answers for a name that has none. Null for a name without an address; rejected if its gateway
 * fails.
 * @see https://docs.ens.domains/ensip/10
 */
export async function readNameAddresses(
  parameters: ReadNameAddressesParameters,
): Promise<PromiseSettledResult<EvmAddress | null>[]> {
  const { ask, names } = parameters
  const resolvers = await findResolvers({ ask, names })
  const calls = resolvers.map((found, i) => (found ? composeAddressCalls(found.target, names[i] ?? '') : []))
  const results = calls.some((each) => each.length > 0) ? await ask(calls.flat()) : []
  let at = 0
  return Promise.allSettled(
    resolvers.map((found, i) => {
      const own = results.slice(at, at + (calls[i]?.length ?? 0))
      at += own.length
      const name = names[i] ?? ''
      return found ? readAddress({ ...parameters, ...found, name, results: own }) : null
    }),
  )
}

/** `isOwn`: the resolver is the name's own, not its parent's. */
type Resolver = { readonly target: EvmAddress; readonly isOwn: boolean }

async function findResolvers({
  ask,
  names,
}: Pick<ReadNameAddressesParameters, 'ask' | 'names'>): Promise<(Resolver | null)[]> {
  const nodes = names.map(listNodes)
  const all = nodes.flat()
  const found = all.length > 0 ? (await ask(all.map(composeResolverCall))).map(decodeAddress) : []
  let at = 0
  return nodes.map(({ length }) => {
    const own = found.slice(at, at + length)
    at += length
    const level = own.findIndex((resolver) => resolver !== null)
    const target = own[level]
    return target ? { target, isOwn: level === 0 } : null
  })
}

/** The nodes of a name and of its parents. */
function listNodes(name: string): `0x${string}`[] {
  const labels = name.split('.')
  if (labels.length < 2 || labels.length > mostLevels) return []
  return labels.map((_, i) => namehash(labels.slice(i).join('.')))
}

function composeAddressCalls(target: EvmAddress, name: string): ContractCall[] {
  return [
    { target, data: encodeSupportsInterface('extendedResolver'), limit: 33, gasCap: 100_000 },
    { target, data: encodeNodeCall('addr', namehash(name)), limit: 34, gasCap, mode: 'reverts' },
  ]
}

type FollowParameters = Omit<ReadNameAddressesParameters, 'names'> & Resolver
type ReadAddressParameters = FollowParameters & {
  readonly name: string
  readonly results: readonly InnerResult[]
}

async function readAddress(parameters: ReadAddressParameters): Promise<EvmAddress | null> {
  const { name, target, ask, isOwn, results } = parameters
  const [extended, plain] = results
  const isExtended = extended?.kind === 'answer' && BigInt(`0x0${extended.data}`) === 1n
  if (!isExtended && !isOwn) return null
  if (!isExtended && plain?.kind === 'answer' && plain.data.startsWith('01'))
    return decodeAddress({ kind: 'answer', data: plain.data.slice(2) })
  // Ask again with room for a lookup, which one request has for one name only.
  const addr = encodeNodeCall('addr', namehash(name))
  const data = isExtended ? encodeResolve(bytesToHex(packetToBytes(name)), addr) : addr
  const [wide] = await ask([{ target, data, limit: 8_192, gasCap, mode: 'reverts' }])
  const result = await readLookups({ ...parameters, result: wide, most: mostLookups })
  if (!result) return null
  return decodeAddress({ kind: 'answer', data: isExtended ? (decodeBytes(result) ?? '') : result })
}
