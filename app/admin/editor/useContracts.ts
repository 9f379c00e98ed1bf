import { useEffect, useRef, useState } from 'react'
import { hasChecksum } from '../../core/chain/hasChecksum.ts'
import { parseTarget } from '../../core/gate/draftCondition.ts'
import { hasField } from '../../core/requirement/kinds/facts.ts'
import type { ConditionKind } from '../../core/requirement/types.ts'
import { isRecognized } from '../kinds.ts'
import type { ContractAnswer, KnownContract } from '../views.ts'
import type { DraftCondition } from './draft.ts'

export type UseContractsResult = {
  /**
   * Contract at a condition's address. `asking` during the request; null if there is no valid address yet, or the kind
   * has none that a chain describes.
   */
  readonly find: (condition: DraftCondition) => ContractAnswer | 'asking' | null
  readonly kindOf: (condition: DraftCondition) => ConditionKind
  /** Forget the answer and ask again. */
  readonly retry: (condition: DraftCondition) => void
}

/**
 * Ask the chains about the pasted addresses, each address once. The contracts in `known` are asked about only after
 * `retry`.
 */
export function useContracts({
  conditions,
  known,
}: {
  conditions: readonly DraftCondition[]
  known: readonly KnownContract[]
}): UseContractsResult {
  const [answers, setAnswers] = useState(() => startAnswers(known))
  const asked = useRef(new Set(Object.keys(answers)))
  const ask = (condition: DraftCondition) => {
    const key = keyOf(condition)
    if (key === null || asked.current.has(key)) return
    asked.current.add(key)
    void readContract(condition).then((answer) => setAnswers((before) => ({ ...before, [key]: answer })))
  }
  useEffect(() => conditions.forEach(ask))

  const find = (condition: DraftCondition) => {
    const key = keyOf(condition)
    return key === null ? null : (answers[key] ?? 'asking')
  }
  return {
    find,
    kindOf: (condition) => {
      const answer = find(condition)
      const isKnown = answer !== null && answer !== 'asking' && answer.kind === 'known'
      return isKnown && isRecognized(condition.kind) ? answer.description.kind : condition.kind
    },
    retry: (condition) => {
      const key = keyOf(condition)
      if (key === null) return
      asked.current.delete(key)
      setAnswers(({ [key]: _, ...rest }) => rest)
    },
  }
}

function startAnswers(known: readonly KnownContract[]): Readonly<Record<string, ContractAnswer>> {
  const entries = known.flatMap(({ chain, contract, description }) =>
    description.kind === 'unknown' ? [] : [[`${chain} ${contract}`, { kind: 'known', description }] as const],
  )
  return Object.fromEntries(entries)
}

function keyOf(condition: DraftCondition): string | null {
  // Traits are of a collection, whose name the chain tells.
  if (!isRecognized(condition.kind) && !hasField(condition.kind, 'traits')) return null
  // The server checks the checksum: the browser cannot compute it.
  const target = parseTarget({ form: condition, isChecksummed: () => true, report: () => {} })
  if (!target) return null
  const text = condition.contract.trim()
  const isWritten = target.chain.family === 'evm' && hasChecksum(text)
  return `${target.chain.slug} ${isWritten ? text : target.contract}`
}

/**
 * Ask this server what a contract is.
 *
 * It uses plain `fetch`: a fetcher that cannot reach the server replaces the page, and the merchant's input is lost.
 */
async function readContract({
  chain,
  contract,
}: {
  chain: string
  contract: string
}): Promise<ContractAnswer> {
  try {
    const query = new URLSearchParams({ chain, contract: contract.trim() })
    const response = await fetch(`/app/contract?${query}`, { headers: { accept: 'application/json' } })
    if (!response.ok) return { kind: 'unreachable' }
    return (await response.json()) as ContractAnswer
  } catch {
    return { kind: 'unreachable' }
  }
}
