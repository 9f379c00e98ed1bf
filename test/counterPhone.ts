import { createHmac } from 'node:crypto'
import type { CounterKey } from '../app/flows/counter/issueCounterKey.ts'

/** Make the code that a phone shows in a step, by the specification, with nothing of the app. */
export function makeCounterCode(
  { visitId, last, key }: Pick<CounterKey, 'visitId' | 'last' | 'key'>,
  step: number,
): string {
  const text = `PAL1.${visitId.toUpperCase()}.${last}.${step}`
  const mac = createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest('hex').slice(0, 32)
  return `${text}.${mac.toUpperCase()}`
}
