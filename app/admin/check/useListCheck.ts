import { useEffect, useRef, useState } from 'react'
import type { GateForm } from '../../core/gate/form.ts'
import { CSV_START, formatCsv } from '../formatCsv.ts'
import { sendStep } from '../lists/sendStep.ts'
import { writeFile } from '../writeFile.ts'
import { readTypedWallet, splitWallets } from './readWallets.ts'
import { type CheckedWallet, type CheckVerdict, MOST_AT_ONCE } from './views.ts'

/** Wallets that one check takes. The endpoints of the chains answer each of them. */
export const MOST_LISTED = 2_000

export type ListCheckState = {
  readonly stage: 'idle' | 'running' | 'done'
  readonly total: number
  readonly wallets: readonly CheckedWallet[]
  /** Why the check did not start, or stopped. */
  readonly failure: string | null
}

const IDLE: ListCheckState = { stage: 'idle', total: 0, wallets: [], failure: null }
const WORDS = {
  good: 'passes',
  bad: 'does not pass',
  unknown: 'could not be checked',
} as const satisfies Record<CheckVerdict, string>

/** Check a list of wallets against a form, some in each request, so that the page shows how far it is. */
export function useListCheck({ form }: { form: GateForm }) {
  const [state, setState] = useState<ListCheckState>(IDLE)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  return {
    state,
    start: async (text: string) => {
      const texts = [...new Set(splitWallets(text))]
      const failure = findFailure(texts)
      if (failure !== null) return setState({ ...IDLE, failure })
      const controller = new AbortController()
      running.current = controller
      const { signal } = controller
      const wallets: CheckedWallet[] = []
      setState({ ...IDLE, stage: 'running', total: texts.length })
      for (let i = 0; i < texts.length; i += MOST_AT_ONCE) {
        const body = { form, wallets: texts.slice(i, i + MOST_AT_ONCE) }
        const answer = await sendStep<CheckedWallet[]>({ path: '/app/gates/check/list', body, signal }).catch(
          () => null,
        )
        if (answer === null) return
        if (answer.kind !== 'done') {
          const reason = answer.kind === 'refused' ? answer.message : UNREACHABLE
          return setState({ stage: 'done', total: texts.length, wallets, failure: reason })
        }
        wallets.push(...answer.result)
        setState({ stage: 'running', total: texts.length, wallets: [...wallets], failure: null })
      }
      setState({ stage: 'done', total: texts.length, wallets, failure: null })
    },
    stop: () => {
      running.current?.abort()
      setState({ ...state, stage: 'done' })
    },
    reset: () => setState(IDLE),
    write: () => {
      const rows = state.wallets.map(({ text, verdict, reasons }) => [
        text,
        WORDS[verdict],
        reasons.join('; '),
      ])
      const csv = CSV_START + formatCsv([['Wallet', 'Result', 'Why'], ...rows])
      writeFile({ file: new Blob([csv], { type: 'text/csv' }), name: 'checked-wallets.csv' })
    },
  }
}

const UNREACHABLE =
  'The check stopped, because the server did not answer or the conditions above are incomplete. Check them and start again.'

/** Say why a list cannot be checked as it is; null if it can. */
export function findFailure(texts: readonly string[]): string | null {
  if (texts.length === 0) return 'Enter at least one wallet address.'
  const wrong = texts.filter((text) => readTypedWallet(text) === null)
  if (wrong.length > 0) return describeWrong(wrong)
  return texts.length > MOST_LISTED
    ? `Check at most ${MOST_LISTED.toLocaleString('en')} wallets at a time. These are ${texts.length.toLocaleString('en')}.`
    : null
}

const MOST_NAMED = 5

/** Name the entries that are no wallets, so that all are mended at once. */
function describeWrong(wrong: readonly string[]): string {
  const shown = wrong
    .slice(0, MOST_NAMED)
    .map((text) => `“${text.length > 50 ? `${text.slice(0, 50)}…` : text}”`)
  const more = wrong.length - shown.length
  const names = [...shown, ...(more > 0 ? [`${more.toLocaleString('en')} more`] : [])]
  const last = names.pop() ?? ''
  return names.length === 0
    ? `${last} is not a wallet address.`
    : `${names.join(', ')} and ${last} are not wallet addresses.`
}
