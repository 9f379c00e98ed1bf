import { loadChain } from '../chain/loadChain.ts'
import type { ChainSlug } from '../chain/types.ts'
import { isAboutNow } from '../requirement/calls/checkQuestion.ts'
import { formatRequirement, type RequirementJson } from '../requirement/formatRequirement.ts'
import { isHeld, parseHeldFor } from '../requirement/holdingTime.ts'
import { listConditions } from '../requirement/listConditions.ts'
import {
  listTimeless,
  MAX_CONDITIONS,
  MAX_LEVELS,
  parseRequirement,
} from '../requirement/parseRequirement.ts'
import type { Requirement, RequirementNode, Snapshot } from '../requirement/types.ts'
import type { TraitTable } from '../trait/types.ts'
import type { HashName } from './draftCall.ts'
import { type DescribeAnswer, draftCondition } from './draftCondition.ts'
import {
  type GateForm,
  type GroupForm,
  isGroupForm,
  LATEST_BLOCK,
  listConditionForms,
  type NodeForm,
} from './form.ts'
import type { FieldIssue } from './issues.ts'
import { parseOrNull } from './parseOrNull.ts'

export type DraftRequirementParameters = {
  readonly form: GateForm
  /** By the condition's path; absent if there was nothing to ask. */
  readonly descriptions: ReadonlyMap<string, DescribeAnswer>
  /** The shop's lists: id to name. */
  readonly lists: ReadonlyMap<string, string>
  /** Whether the EIP-55 checksum of a mixed-case EVM address is right. */
  readonly isChecksummed: (address: string) => boolean
  /** Whether this server has an endpoint of the chain. */
  readonly isReadable: (chain: ChainSlug) => boolean
  readonly hashName: HashName
  /** The imported metadata of the collections whose traits count, by the condition's path. */
  readonly traitTables: ReadonlyMap<string, TraitTable>
}
type Parameters = DraftRequirementParameters & { readonly report: (path: string, issue: FieldIssue) => void }

/**
 * Turn a form's tree into a requirement and report each issue by its path. Null if no requirement results; one that
 * results may still have issues.
 */
export function draftRequirement(parameters: Parameters): Requirement | null {
  const { form } = parameters
  let isMarked = false
  const report: Parameters['report'] = (path, issue) => {
    isMarked = true
    parameters.report(path, issue)
  }
  if (listConditionForms(form.root).length > MAX_CONDITIONS) report('root', 'too-many')
  const root = draftGroup({ ...parameters, report, group: form.root, path: 'root', level: 1 })
  const holding = draftHolding({ form, report })
  const snapshots = draftSnapshots({ form, report })
  if (!root || !holding || !snapshots) return null
  const conditions = listConditions(root)
  // Drop the snapshot of a chain that no condition reads: it would surprise a merchant who later adds such a condition.
  const known = snapshots.filter((one) => conditions.some(({ chain }) => chain === one.chain))
  if (form.moment === 'snapshots' && known.length === 0) report('moment', 'required')
  const [timeless] = isHeld(holding) ? listTimeless(conditions) : []
  if (timeless) report('heldFor', timeless.family === 'flow' ? 'held-on-flow' : 'held-on-solana')
  if (form.moment !== 'now' && conditions.some((one) => one.kind === 'call' && isAboutNow(one.question)))
    report(form.moment === 'held' ? 'heldFor' : 'moment', 'call-past')
  // The parser of stored requirements decides last: it refuses anything that the checks above have overlooked.
  const json: RequirementJson = formatRequirement({
    v: 1,
    root,
    ...holding,
    snapshots: known,
  })
  const requirement = parseOrNull(() => parseRequirement(json))
  if (!requirement && !isMarked) report('root', 'too-many')
  return requirement
}

type Group = Parameters & { readonly group: GroupForm; readonly path: string; readonly level: number }

function draftGroup({ group, path, level, ...parameters }: Group): RequirementNode | null {
  const { report } = parameters
  if (group.of.length === 0) report(path, 'required')
  const below = level + levelsOf(group.kind, group.of.length)
  if (below - 1 > MAX_LEVELS) report(path, 'too-deep')
  const parts = group.of.map((node, i) =>
    draftNode({ ...parameters, node, path: `${path}.of.${i}`, level: below }),
  )
  const of = parts.filter((part) => part !== null)
  if (of.length !== parts.length || of.length === 0) return null
  if (group.kind === 'all' || group.kind === 'any') return { kind: group.kind, of }
  if (group.kind === 'none') {
    const [only] = of
    return { kind: 'not', of: only && of.length === 1 ? only : { kind: 'any', of } }
  }
  const count = /^[0-9]{1,3}$/.test(group.count.trim()) ? Number(group.count) : 0
  if (count < 1 || count > of.length) {
    report(`${path}.count`, 'count-invalid')
    return null
  }
  return { kind: 'atLeast', count, of }
}

/** "None of several" is stored as "not any of": two levels. */
function levelsOf(kind: GroupForm['kind'], parts: number): number {
  return kind === 'none' && parts > 1 ? 2 : 1
}

function draftNode({ node, ...rest }: Omit<Group, 'group'> & { node: NodeForm }): RequirementNode | null {
  if (isGroupForm(node)) return draftGroup({ ...rest, group: node })
  const { path, report, descriptions, lists, isChecksummed, isReadable, hashName, traitTables } = rest
  return draftCondition({
    form: node,
    description: descriptions.get(path),
    lists,
    isChecksummed,
    isReadable,
    hashName,
    traitTable: traitTables.get(path),
    report: (field, issue) => report(`${path}.${field}`, issue),
  })
}

type Form = Pick<Parameters, 'form' | 'report'>

/** Read the holding time. One that is chosen must be entered: an empty field never means "now". */
function draftHolding({ form: { moment, heldFor }, report }: Form): ReturnType<typeof parseHeldFor> {
  if (moment !== 'held') return { heldForBlocks: 0, heldForHours: 0 }
  const holding = parseHeldFor(heldFor)
  if (!holding) report('heldFor', heldFor.amount.trim() === '' ? 'required' : 'held-invalid')
  return holding
}

/** Read the past blocks, without those of chains that are read at the latest one. */
function draftSnapshots({ form, report }: Form): Snapshot[] | null {
  if (form.moment !== 'snapshots') return []
  const snapshots = form.snapshots.map((snapshot, i) => {
    const path = `snapshots.${i}`
    const isTwice = form.snapshots.findIndex(({ chain }) => chain === snapshot.chain) < i
    if (isTwice) report(`${path}.block`, 'block-invalid')
    return snapshot.block.trim().toLowerCase() === LATEST_BLOCK
      ? LATEST_BLOCK
      : parseSnapshot({ snapshot, path, report })
  })
  return snapshots.includes(null) ? null : snapshots.filter((one) => one !== null && one !== LATEST_BLOCK)
}

function parseSnapshot({
  snapshot,
  path,
  report,
}: {
  snapshot: { readonly chain: string; readonly block: string }
  path: string
  report: Parameters['report']
}): Snapshot | null {
  const chain = parseOrNull(() => loadChain(snapshot.chain))
  const block = /^[1-9][0-9]{0,14}$/.test(snapshot.block.trim()) ? BigInt(snapshot.block.trim()) : null
  if (chain?.family !== 'evm') report(`${path}.chain`, chain ? 'chain-other-family' : 'chain-unknown')
  else if (block === null)
    report(`${path}.block`, snapshot.block.trim() === '' ? 'required' : 'block-invalid')
  else return { chain: chain.slug, block }
  return null
}
