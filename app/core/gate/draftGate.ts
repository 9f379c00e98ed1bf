import type { ContractDescription } from '../chain/describe.ts'
import { findChain } from '../chain/findChain.ts'
import { parseAddress } from '../chain/parseAddress.ts'
import type { EvmAddress } from '../chain/types.ts'
import { InputError, PalisadeError } from '../errors/base.ts'
import { parseUnits } from '../requirement/amounts.ts'
import { MAX_CONDITIONS, MAX_TOKEN_IDS } from '../requirement/parseRequirement.ts'
import type { Condition } from '../requirement/types.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import type { ConditionForm, FieldIssue, GateForm } from './form.ts'
import { parseReactionValue } from './reaction.ts'
import type { GateDraft } from './types.ts'

export const MAX_PRODUCTS = 250
const NAME_MAX = 80

/** The answer for one condition's contract; null when the chain did not answer. */
export type DescribeAnswer = ContractDescription | null

/**
 * Turn what a merchant wrote, and what the chains say of its contracts, into a gate.
 *
 * `descriptions` answers the conditions in order (undefined where the address could not be read).
 * @throws {InputError} ERR_GATE_INVALID with `details.fields` (FieldIssues): every wrong field at once.
 */
export function draftGate({
  form,
  descriptions,
}: {
  form: GateForm
  descriptions: readonly (DescribeAnswer | undefined)[]
}): GateDraft {
  const issues: Record<string, FieldIssue> = {}
  const name = form.name.trim()
  if (name === '') issues.name = 'required'
  else if (name.length > NAME_MAX) issues.name = 'too-long'
  else if (hasUnsafeCharacter(name)) issues.name = 'unsafe-text'

  const ids = [...new Set(form.productIds)].sort((a, b) => a - b)
  if (ids.length === 0) issues.products = 'required'
  else if (ids.length > MAX_PRODUCTS) issues.products = 'too-many'

  const reaction = parseReactionValue(form.reaction)
  if (!reaction) issues.reaction = form.reaction.kind === 'percentage' ? 'not-a-percentage' : 'not-an-amount'

  if (form.conditions.length === 0) issues.conditions = 'required'
  if (form.conditions.length > MAX_CONDITIONS) issues.conditions = 'too-many'
  const conditions = form.conditions.map((condition, index) =>
    draftCondition({
      condition,
      description: descriptions[index],
      report: (field, issue) => {
        issues[`conditions.${index}.${field}`] = issue
      },
    }),
  )
  const readable = conditions.filter((condition) => condition !== null)
  if (Object.keys(issues).length > 0 || !reaction || readable.length !== conditions.length)
    throw invalid(issues)
  return {
    name,
    state: form.state,
    subject: { kind: 'products', ids },
    requirement: { v: 1, root: { kind: form.join, of: readable } },
    reaction,
    cap: 0,
  }
}

type Report = (field: keyof ConditionForm, issue: FieldIssue) => void

function draftCondition({
  condition,
  description,
  report,
}: {
  condition: ConditionForm
  description: DescribeAnswer | undefined
  report: Report
}): Condition | null {
  const target = parseTarget({ condition, report })
  if (!target) return null
  if (description === undefined || description === null) {
    report('contract', 'chain-unreachable')
    return null
  }
  if (description.kind === 'unknown') {
    report('contract', description.reason)
    return null
  }
  if (description.kind !== condition.kind) {
    report('kind', 'other-kind')
    return null
  }
  const label = { name: description.name, symbol: description.symbol }
  const decimals = description.kind === 'erc20' ? description.decimals : 0
  const minimum = parseMinimum({ text: condition.minimum, decimals, report })
  if (minimum === null) return null
  if (condition.kind === 'erc20') return { kind: 'erc20', ...target, label, minimum, decimals }
  if (condition.kind === 'erc721') return { kind: 'erc721', ...target, label, minimum }
  const tokenIds = parseTokenIds(condition.tokenIds)
  if (!tokenIds) {
    report('tokenIds', 'token-ids-invalid')
    return null
  }
  return { kind: 'erc1155', ...target, label, minimum, tokenIds }
}

/** The chain and contract of a condition, or null after reporting what is wrong with them. */
export function parseTarget({
  condition,
  report,
}: {
  condition: Pick<ConditionForm, 'chain' | 'contract'>
  report: Report
}): { chain: Condition['chain']; contract: EvmAddress } | null {
  const chain = findChain(condition.chain)?.slug
  if (!chain) report('chain', 'chain-unknown')
  const text = condition.contract.trim()
  const contract = text === '' ? null : attempt(() => parseAddress(text))
  if (!contract) report('contract', text === '' ? 'required' : 'address-invalid')
  return chain && contract ? { chain, contract } : null
}

function parseMinimum({
  text,
  decimals,
  report,
}: {
  text: string
  decimals: number
  report: Report
}): bigint | null {
  if (text.trim() === '') return 1n
  const amount = attempt(() => parseUnits({ text, decimals }))
  if (amount === null || amount >= 1n << 256n) {
    report('minimum', 'not-an-amount')
    return null
  }
  return amount === 0n ? 1n : amount
}

function parseTokenIds(text: string): bigint[] | null {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '')
  const ids = [...new Set(parts)].map((part) => (/^(?:0|[1-9][0-9]{0,77})$/.test(part) ? BigInt(part) : null))
  const known = ids.filter((id) => id !== null)
  if (known.length === 0 || known.length > MAX_TOKEN_IDS || known.length !== ids.length) return null
  return known.some((id) => id >= 1n << 256n) ? null : known.sort((a, b) => (a < b ? -1 : 1))
}

/** What a parse function gives, or null where it refuses the input; anything else it throws is a fault of ours. */
function attempt<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch (error) {
    if (error instanceof PalisadeError) return null
    throw error
  }
}

function invalid(fields: Record<string, FieldIssue>): InputError {
  return new InputError('ERR_GATE_INVALID', 'The gate was not saved: some of its fields need a change.', {
    hint: 'Mend the fields that are marked and save again.',
    details: { fields },
  })
}
