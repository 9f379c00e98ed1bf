import type { GateAnswer, ProvenGates } from '../core/gate/answer.ts'
import { formatDayOn } from '../core/numbers/formatDayOn.ts'
import type { AnswerDetail, UnlockAttempt, UnlockEvent } from '../core/numbers/types.ts'
import { formatLines } from './format.ts'

/** Compose the events of an answer to a shopper: one for each gate, with what the shopper was told. */
export function composeUnlockEvents({
  gates,
  attempt,
}: Pick<ProvenGates, 'gates'> & { readonly attempt: UnlockAttempt }): UnlockEvent[] {
  const { shopId, visitId, at, wallets, isLogin, isTold, ianaTimezone } = attempt
  const dayOn = formatDayOn({ at, ianaTimezone })
  return gates.flatMap((answer) => {
    const facts = attempt.gates.find(({ gate }) => gate === answer.id)
    if (!facts) return []
    const { gate, revision, holder } = facts
    const isOpen = answer.kind === 'open'
    return {
      ...{ shopId, visitId, at, dayOn, gate, revision, wallets, isLogin, isTold },
      outcome: answer.kind === 'closed' ? answer.because : answer.kind,
      detail: composeDetail(answer),
      holder: isOpen ? holder : null,
    }
  })
}

function composeDetail(answer: GateAnswer): AnswerDetail {
  if (answer.kind === 'open') return {}
  if (answer.kind === 'unchecked') {
    return { code: answer.code, ...(answer.chain === null ? {} : { chain: answer.chain }) }
  }
  const { because, usedUp, startsAt } = answer
  return {
    ...(because === 'unmet' ? { lines: formatLines(answer) } : {}),
    ...(usedUp === null ? {} : { usedUp }),
    ...(startsAt === null ? {} : { startsAt }),
  }
}
