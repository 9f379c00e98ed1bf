import type { Gate } from '../core/gate/types.ts'
import { formatReport } from '../core/requirement/formatReport.ts'
import type { CheckReport, Verdict } from '../core/requirement/types.ts'

/** Format the check of a gate for a wallet: the gate, whether it passes, and why. */
export function formatGateCheck({
  gate: { number, name, state },
  verdict,
  report,
}: {
  gate: Pick<Gate, 'number' | 'name' | 'state'>
  verdict: Verdict
  report: CheckReport
}) {
  return { gate: { number, name, state }, verdict: verdict.kind, report: formatReport(report) }
}
