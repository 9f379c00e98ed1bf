import type { CheckReport, RequirementReport } from '../requirement/types.ts'
import type { ReadBlock } from './types.ts'

/** List the blocks at which a requirement was read, each once, by chain and block. Lists have none. */
export function listReadBlocks({ now, before }: CheckReport): ReadBlock[] {
  const all = [...listBlocks(now), ...(before ? listBlocks(before) : [])]
  const unique = new Map(all.map((one) => [`${one.chain} ${one.block}`, one]))
  return [...unique.values()].sort((a, b) =>
    a.chain === b.chain ? Number(a.block - b.block) : a.chain < b.chain ? -1 : 1,
  )
}

function listBlocks(report: RequirementReport): ReadBlock[] {
  if (report.kind !== 'condition') return report.of.flatMap(listBlocks)
  const { condition, block, otherBlocks = [] } = report
  // A list may name a chain, of which nothing is read.
  if ('listId' in condition || condition.chain === null || block === null) return []
  const { chain } = condition
  return [block, ...otherBlocks].map((one) => ({ chain, block: one }))
}
