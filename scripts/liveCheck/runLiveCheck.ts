import { PalisadeError } from '../../app/core/errors/base.ts'
import { formatError } from '../../app/core/errors/formatError.ts'
import { askPerson } from './askPerson.ts'
import { checkBlock } from './checkBlock.ts'
import { checkCart } from './checkCart.ts'
import { checkOrder } from './checkOrder.ts'
import { checkRule } from './checkRule.ts'
import { readAnswers } from './readAnswers.ts'
import type { Findings, LiveProbe, LiveRun, LiveShop } from './types.ts'

/** Every part of the check, in the order in which it runs. */
export const PROBES: readonly LiveProbe[] = [
  readAnswers,
  checkBlock,
  checkCart,
  checkRule,
  checkOrder,
  askPerson,
]

export type RunLiveCheckParameters = LiveShop &
  Pick<LiveRun, 'mark' | 'ask' | 'say' | 'wait'> & {
    /** Ends the check early: what it has made is still removed, and what it has found is still returned. */
    readonly signal: AbortSignal
  }

/** Runs every part of the check on a shop, and removes what it has made. */
export async function runLiveCheck({ signal, ...parameters }: RunLiveCheckParameters): Promise<Findings> {
  const removals: (() => Promise<unknown>)[] = []
  const live: LiveRun = {
    ...parameters,
    onEnd: (remove) => removals.unshift(remove),
    ask: (question) => abortable(signal, parameters.ask(question)),
    wait: (milliseconds) => abortable(signal, parameters.wait(milliseconds)),
  }
  const findings: Findings = {}
  for (const probe of PROBES) {
    if (!signal.aborted) Object.assign(findings, await runProbe(live, probe))
    // An aborted check asks nothing any more: `ask` rejects.
    for (const remove of removals.splice(0)) {
      await remove().catch((error: unknown) =>
        live.say(`Could not remove something: ${describeFailure(error)} It is marked ${live.mark}.`),
      )
    }
  }
  return findings
}

async function runProbe(live: LiveRun, { settles, writes, run }: LiveProbe): Promise<Findings> {
  const tellAll = (seen: string): Findings =>
    Object.fromEntries(settles.map((id) => [id, { answer: null, seen }]))
  try {
    if (writes) {
      const asks = `${writes.text} Go on?`
      if ((await live.ask({ key: writes.key, steps: [], asks })) !== 'y')
        return tellAll('This part was left out.')
    }
    return await run(live)
  } catch (error) {
    return tellAll(`This part failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** An error of our own has a sentence; any other one here is of the network. */
function describeFailure(error: unknown): string {
  if (error instanceof PalisadeError) return formatError(error)
  return `${error instanceof Error ? error.message : String(error)}.`
}

function abortable<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Error('The check was ended.'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
