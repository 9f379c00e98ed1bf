import { findChain } from '../chain/findChain.ts'
import { loadChain } from '../chain/loadChain.ts'
import type { Chain } from '../chain/types.ts'
import { MAX_SET_TEXT } from '../trait/limits.ts'
import { countCalls, isAboutNow, MAX_LISTED_TOKENS } from './calls/checkQuestion.ts'
import { countIds } from './countIds.ts'
import { isHeld, MAX_HELD_BLOCKS, MAX_HELD_HOURS } from './holdingTime.ts'
import { isConditionKind } from './kinds/facts.ts'
import { invalidRequirement, readObject, readText, readUint } from './kinds/fields.ts'
import { conditionKinds, isNumbered } from './kinds/table.ts'
import { listConditions } from './listConditions.ts'
import type { Condition, Requirement, RequirementNode, Snapshot } from './types.ts'

export const MAX_CONDITIONS = 100
export const MAX_LEVELS = 5
/** Each numbered id costs the chain a call. */
const MAX_RANGED_IDS = 5_000
/** Calls for one wallet: a question about each of a wallet's tokens takes hundreds. */
const MAX_CALLS = 2_000

/**
 * Parse a requirement from JSON of the database or a client. Unknown fields are refused.
 *
 * @throws {InputError} ERR_REQUIREMENT_INVALID, ERR_CHAIN_UNKNOWN, ERR_ADDRESS_INVALID
 */
export function parseRequirement(value: unknown): Requirement {
  const { v, root, heldForBlocks, heldForHours, snapshots } = readObject(value, [
    'v',
    'root',
    'heldForBlocks',
    'heldForHours',
    'snapshots',
  ])
  if (v !== 1) throw invalidRequirement('its version is not 1')
  const requirement: Requirement = {
    v: 1,
    root: parseNode(root, 1),
    heldForBlocks: heldForBlocks === undefined ? 0 : parseHeldFor(heldForBlocks, MAX_HELD_BLOCKS, 'blocks'),
    heldForHours: heldForHours === undefined ? 0 : parseHeldFor(heldForHours, MAX_HELD_HOURS, 'hours'),
    snapshots: snapshots === undefined ? [] : parseSnapshots(snapshots),
  }
  checkWhole(requirement)
  return requirement
}

function parseNode(value: unknown, level: number): RequirementNode {
  const kind = (value as { kind?: unknown } | null)?.kind
  if (isConditionKind(kind)) return conditionKinds[kind].parse(value)
  if (kind !== 'all' && kind !== 'any' && kind !== 'atLeast' && kind !== 'not')
    throw invalidRequirement('one of its conditions has an unknown kind')
  if (level > MAX_LEVELS)
    throw invalidRequirement(`its groups are nested more than ${MAX_LEVELS} levels deep`)
  if (kind === 'not') return { kind, of: parseNode(readObject(value, ['kind', 'of']).of, level + 1) }
  const group = readObject(value, kind === 'atLeast' ? ['kind', 'count', 'of'] : ['kind', 'of'])
  if (!Array.isArray(group.of) || group.of.length < 1 || group.of.length > MAX_CONDITIONS)
    throw invalidRequirement(`a group needs 1 to ${MAX_CONDITIONS} conditions`)
  const of = group.of.map((node) => parseNode(node, level + 1))
  if (kind !== 'atLeast') return { kind, of }
  const count = Number(group.count)
  if (typeof group.count !== 'number' || !Number.isInteger(count) || count < 1 || count > of.length)
    throw invalidRequirement('the count of a group must be from 1 to the number of its conditions')
  return { kind, count, of }
}

function parseHeldFor(value: unknown, most: number, unit: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value
  throw invalidRequirement(`a holding time must be 1 to ${most} ${unit}`)
}

function parseSnapshots(value: unknown): Snapshot[] {
  if (!Array.isArray(value) || value.length < 1)
    throw invalidRequirement('its snapshots must be a list with at least one entry')
  const snapshots = value.map((one) => {
    const { chain, block } = readObject(one, ['chain', 'block'])
    const { slug, family, name } = loadChain(readText(chain))
    if (family !== 'evm') throw invalidRequirement(`${name} cannot be read at a past block`)
    const number = readUint(block, 'a block')
    if (number < 1n || number > BigInt(Number.MAX_SAFE_INTEGER))
      throw invalidRequirement('a block number is out of range')
    return { chain: slug, block: number }
  })
  if (new Set(snapshots.map(({ chain }) => chain)).size !== snapshots.length)
    throw invalidRequirement('two snapshots name the same chain')
  return snapshots
}

/** List the chains of conditions that cannot be read at a past block. */
export function listTimeless(conditions: readonly Condition[]): Chain[] {
  const chains = conditions.flatMap(({ chain }) => (chain === null ? [] : (findChain(chain) ?? [])))
  return chains.filter(({ family }) => family !== 'evm')
}

function checkWhole(requirement: Requirement): void {
  const { root, heldForBlocks, heldForHours, snapshots } = requirement
  const conditions = listConditions(root)
  if (conditions.length > MAX_CONDITIONS)
    throw invalidRequirement(`it has more than ${MAX_CONDITIONS} conditions`)
  if (heldForBlocks > 0 && heldForHours > 0)
    throw invalidRequirement('a holding time is either in blocks or in hours')
  if (isHeld(requirement) && snapshots.length > 0)
    throw invalidRequirement('a holding time cannot be combined with a snapshot')
  const [timeless] = isHeld(requirement) ? listTimeless(conditions) : []
  if (timeless) throw invalidRequirement(`a holding time cannot be checked on ${timeless.name}`)
  const listed =
    conditions.filter((one) => one.kind === 'trait' && one.isListed).length * (1 + MAX_LISTED_TOKENS)
  const questions = conditions.flatMap((one) => (one.kind === 'call' ? [one.question] : []))
  if ((isHeld(requirement) || snapshots.length > 0) && questions.some(isAboutNow))
    throw invalidRequirement('the tokens that a contract lists, and times, are known as of now alone')
  if (questions.reduce((sum, question) => sum + countCalls(question), 0) + listed > MAX_CALLS)
    throw invalidRequirement(
      `its questions to contracts and its traits take more than ${MAX_CALLS} calls for a wallet`,
    )
  const sets = conditions.reduce((sum, one) => sum + (one.kind === 'trait' ? one.ids.length : 0), 0)
  if (sets > MAX_SET_TEXT) throw invalidRequirement('its traits cover too many tokens')
  const ranges = conditions.flatMap((one) => (isNumbered(one) ? one.tokenIds : []))
  if (countIds(ranges) > MAX_RANGED_IDS)
    throw invalidRequirement(`its NFT conditions name more than ${MAX_RANGED_IDS} token ids`)
}
