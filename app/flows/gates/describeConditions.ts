import { type DescribeAnswer, parseTarget } from '../../core/gate/draftCondition.ts'
import { type GateForm, listConditionForms } from '../../core/gate/form.ts'
import { hasField } from '../../core/requirement/kinds/facts.ts'
import type { Needs } from '../context.ts'
import { describeToken } from './describeToken.ts'

/**
 * Describe the contracts of a form, in parallel, each contract once; keyed by the condition's path.
 *
 * No entry if there is no contract or its address is invalid; null if the chain did not answer.
 */
export async function describeConditions(
  ctx: Needs<'describeContract'>,
  { form }: { form: GateForm },
): Promise<ReadonlyMap<string, DescribeAnswer>> {
  const asked = new Map<string, Promise<DescribeAnswer>>()
  const answers = listConditionForms(form.root).map(async ({ path, condition }) => {
    // What a question is about is no token, and only an answer tells whether the contract knows it.
    if (!hasField(condition.kind, 'contract') || hasField(condition.kind, 'call')) return null
    const target = parseTarget({ form: condition, isChecksummed: () => true, report: () => {} })
    if (!target) return null
    const { contract, chain } = target
    const key = `${chain.slug} ${contract}`
    const answer = asked.get(key) ?? describeToken(ctx, { chain: chain.slug, contract })
    asked.set(key, answer)
    return [path, await answer] as const
  })
  return new Map((await Promise.all(answers)).filter((answer) => answer !== null))
}
