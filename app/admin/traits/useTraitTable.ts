import { useEffect, useState } from 'react'
import { parseTarget } from '../../core/gate/draftCondition.ts'
import type { DraftCondition } from '../editor/draft.ts'
import type { TraitsView, TraitTableView } from './views.ts'

export type TraitTableAnswer = TraitTableView | 'asking' | 'unreachable' | 'no-address'
type Answer = { readonly table: TraitTableAnswer; readonly sources: readonly string[] }

/** Ask for the imported traits of a condition's collection. */
export function useTraitTable(condition: DraftCondition): {
  readonly table: TraitTableAnswer
  /** The starts of addresses that metadata may be read from. */
  readonly sources: readonly string[]
  readonly reload: () => void
} {
  const target = parseTarget({ form: condition, isChecksummed: () => true, report: () => {} })
  const key = target?.chain.family === 'evm' ? `${target.chain.slug} ${target.contract}` : null
  const [turn, setTurn] = useState(0)
  const [answer, setAnswer] = useState<(Answer & { key: string }) | null>(null)
  useEffect(() => {
    if (key === null) return
    const controller = new AbortController()
    // Each turn asks again.
    void turn
    void readTable(key, controller.signal).then((found) => {
      if (!controller.signal.aborted) setAnswer({ key, ...found })
    })
    return () => controller.abort()
  }, [key, turn])
  return {
    sources: answer?.sources ?? [],
    table: key === null ? 'no-address' : answer?.key === key ? answer.table : 'asking',
    reload: () => {
      setAnswer(null)
      setTurn((before) => before + 1)
    },
  }
}

const UNREACHABLE: Answer = { table: 'unreachable', sources: [] }

async function readTable(key: string, signal: AbortSignal): Promise<Answer> {
  const [chain = '', contract = ''] = key.split(' ')
  try {
    const query = new URLSearchParams({ chain, contract })
    const response = await fetch(`/app/traits?${query}`, { headers: { accept: 'application/json' }, signal })
    return response.ok ? ((await response.json()) as TraitsView) : UNREACHABLE
  } catch {
    return UNREACHABLE
  }
}
