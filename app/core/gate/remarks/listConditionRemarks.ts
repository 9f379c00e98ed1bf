import type { ContractDescription } from '../../chain/describe.ts'
import { formatUnits, parseUnits } from '../../requirement/amounts.ts'
import { conditionFacts } from '../../requirement/kinds/facts.ts'
import { type ConditionForm, type GateForm, type GroupForm, isGroupForm, type NodeForm } from '../form.ts'
import { parseDecimalText } from '../parseDecimalText.ts'
import { parseOrNull } from '../parseOrNull.ts'
import type { GateFacts, Remark } from './types.ts'

/** List the remarks about the conditions of a form. */
export function listConditionRemarks({ form, facts }: { form: GateForm; facts: GateFacts }): Remark[] {
  const { root } = form
  return [
    ...(root.of.length > 0 && isMetByNothing(root)
      ? [{ kind: 'met-by-nothing', path: 'root' } as const]
      : []),
    ...listGroupRemarks({ group: root, path: 'root', facts }),
  ]
}

/** Whether a wallet that holds nothing and is on no list meets a node. */
function isMetByNothing(node: NodeForm): boolean {
  if (!isGroupForm(node)) return conditionFacts[node.kind].asks === 'unlisted'
  const met = node.of.filter(isMetByNothing).length
  switch (node.kind) {
    case 'all':
      return met === node.of.length
    case 'any':
      return met > 0
    case 'atLeast':
      return met >= readCount(node)
    case 'none':
      return met === 0
  }
}

function readCount({ count, of }: GroupForm): number {
  return /^[0-9]{1,3}$/.test(count.trim()) ? Math.max(1, Number(count)) : of.length
}

type Group = { readonly group: GroupForm; readonly path: string; readonly facts: GateFacts }

function listGroupRemarks({ group, path, facts }: Group): Remark[] {
  const isOneOfSeveral = (group.kind === 'atLeast' || group.kind === 'any') && group.of.length > 1
  return group.of.flatMap((node, i): Remark[] => {
    const own = `${path}.of.${i}`
    if (isGroupForm(node)) return listGroupRemarks({ group: node, path: own, facts })
    const isUnlisted = conditionFacts[node.kind].asks === 'unlisted'
    return [
      ...(isUnlisted && isOneOfSeveral ? [{ kind: 'unlisted-counts', path: `${own}.listId` } as const] : []),
      ...listListRemarks({ condition: node, path: own, facts }),
      ...listTokenRemarks({ condition: node, path: own, facts }),
    ]
  })
}

/** Fewer wallets say nothing about a shop's shoppers. */
const FEWEST_WALLETS = 3

/** Kinds whose tokens are single ones: a wallet that holds thousands of a collection is a market. */
const SINGLE_TOKENS: readonly ContractDescription['kind'][] = ['erc721', 'collection', 'flowNft']
const MOST_USUAL = 1_000n

type One = { readonly condition: ConditionForm; readonly path: string; readonly facts: GateFacts }

function listListRemarks({ condition: { kind, listId }, path, facts }: One): Remark[] {
  const { asks } = conditionFacts[kind]
  if (asks === 'holding' || facts.listSizes.get(listId) !== 0) return []
  return [{ kind: 'list-empty', path: `${path}.listId`, isDenied: asks === 'unlisted' }]
}

function listTokenRemarks({ condition, path, facts }: One): Remark[] {
  const found = facts.descriptions.get(path)
  if (!found) return []
  if (found.kind === 'unknown')
    return [{ kind: 'not-a-token', path: `${path}.contract`, reason: found.reason }]
  const name = found.name || found.symbol
  const supply = found.supply === undefined ? null : BigInt(found.supply)
  if (supply === 0n) return [{ kind: 'no-supply', path: `${path}.contract`, name }]
  const { read = 0, holding = 0 } = facts.holders.get(path) ?? {}
  if (read >= FEWEST_WALLETS && holding === 0)
    return [{ kind: 'nobody-holds', path: `${path}.contract`, name, read }]
  const decimals = 'decimals' in found ? found.decimals : 0
  const text = parseDecimalText(condition.minimum) ?? ''
  const minimum = text === '' ? null : parseOrNull(() => parseUnits({ text, decimals }))
  if (minimum === null) return []
  if (supply === null) {
    const isUnusual = SINGLE_TOKENS.includes(found.kind) && minimum > MOST_USUAL
    return isUnusual ? [{ kind: 'above-usual', path: `${path}.minimum`, name }] : []
  }
  if (minimum <= supply) return []
  const shown = formatUnits({ amount: supply, decimals })
  return [{ kind: 'above-supply', path: `${path}.minimum`, name, supply: shown }]
}
