import type { UnmetLine } from '../core/gate/answer.ts'
import { entryOf } from '../core/requirement/kinds/table.ts'
import type { MissingPart, UnmetCondition } from '../core/requirement/types.ts'
import { formatShownUnmet } from './formatShownUnmet.ts'

/** List what would open a gate, line by line. A top-level group whose parts are all needed has no heading. */
export function listLines({
  unmet,
  missing,
}: {
  readonly unmet: readonly UnmetCondition[]
  readonly missing: MissingPart
}): UnmetLine[] {
  const lines: UnmetLine[] = []
  const show = (place: number, depth: number, text?: 'bare') => {
    const one = unmet[place]
    if (one) lines.push({ depth, ...formatShownUnmet(one), ...(text ? { text } : {}) })
  }
  const walk = (part: MissingPart, depth: number, isWhole: boolean): void => {
    if (typeof part === 'number') {
      show(part, depth)
      return
    }
    const { count, of } = part
    const isPart = count < of.length
    if (isPart && of.every((one) => typeof one === 'number' && isToken(unmet[one]))) {
      lines.push({ depth, text: 'at_most', count: of.length - count })
      for (const one of of) show(Number(one), depth + 1, 'bare')
      return
    }
    const isTold = isPart || !isWhole
    if (isTold) lines.push({ depth, text: isPart ? (count > 1 ? 'at_least' : 'any') : 'all', count })
    for (const one of of) walk(one, isTold ? depth + 1 : depth, !isPart)
  }
  walk(missing, 0, true)
  return lines
}

function isToken(unmet: UnmetCondition | undefined): boolean {
  return unmet?.because === 'excluded' && entryOf(unmet.condition).asks === 'holding'
}
