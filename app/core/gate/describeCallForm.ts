import { findCallPreset } from '../requirement/calls/presets.ts'
import type { CallForm } from './form.ts'

export type CallFormParts = {
  /** Whether a number of something is asked for, and not yes or no. */
  readonly hasAmount: boolean
  /** Whether that number may have a fraction. */
  readonly hasDecimals: boolean
  /** Whether ids may be named. */
  readonly hasIds: boolean
}

/** Which fields a question has beside its own. */
export function describeCallForm({ preset, args, answer }: CallForm): CallFormParts {
  if (preset !== '') {
    const known = findCallPreset(preset)
    const hasAmount = isNumber(known.answer) || known.args.includes('id') || known.args.includes('index')
    return { hasAmount, hasDecimals: known.decimals !== null, hasIds: known.ids !== 'none' }
  }
  const words = args
    .toLowerCase()
    .split(',')
    .map((arg) => arg.trim())
  const hasIds = words.includes('id')
  return {
    hasAmount: isNumber(answer) || hasIds || words.includes('index'),
    hasDecimals: isNumber(answer),
    hasIds,
  }
}

function isNumber(answer: CallForm['answer']): boolean {
  return answer === 'amount' || answer === 'largest'
}
