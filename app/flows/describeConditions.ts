import { type DescribeAnswer, parseTarget } from '../core/gate/draftGate.ts'
import type { GateForm } from '../core/gate/form.ts'
import type { Needs } from './context.ts'
import { describeToken } from './describeToken.ts'

/**
 * Ask the chains what the contracts of a form are, in parallel, each contract once.
 *
 * Undefined where the address cannot be read, null where the chain did not answer.
 */
export async function describeConditions(
  ctx: Needs<'describeContract'>,
  { form }: { form: GateForm },
): Promise<(DescribeAnswer | undefined)[]> {
  const asked = new Map<string, Promise<DescribeAnswer>>()
  const answers = form.conditions.map((condition) => {
    const target = parseTarget({ condition, report: () => {} })
    if (!target) return undefined
    const key = `${target.chain} ${target.contract}`
    const answer = asked.get(key) ?? describeToken(ctx, target)
    asked.set(key, answer)
    return answer
  })
  return Promise.all(answers)
}
