import { parseMethod } from '../requirement/calls/parseMethod.ts'
import { formatValue, isWord } from '../requirement/calls/words.ts'
import type { CallCondition } from '../requirement/kinds/call.ts'
import { type CallForm, EMPTY_CALL } from './form.ts'

/** Format the question of a condition as a form. */
export function formatCallForm({ preset, values, label, decimals, question }: CallCondition): CallForm {
  const isAmount = question.answer === 'amount' || question.answer === 'largest'
  const shown = { ...EMPTY_CALL, label: label.name, decimals: isAmount ? String(decimals) : '' }
  if (preset) return { ...shown, preset, values }
  const { method, args, word, answer, equals, isRefusalNo } = question
  const types = parseMethod(method)
  const [inputs, outputs] = typeof types === 'string' ? [[], []] : [types.inputs, types.outputs]
  return {
    ...shown,
    method,
    args: args
      .map((arg, i) => (isWord(arg) ? formatValue({ word: arg, type: inputs[i] ?? '' }) : arg))
      .join(', '),
    word: word === 0 ? '' : String(word + 1),
    answer,
    equals: equals === null ? '' : formatValue({ word: equals, type: outputs[word] ?? '' }),
    isRefusalNo,
  }
}
