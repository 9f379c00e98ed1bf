import {
  fieldsOf,
  readColumn,
  readFields,
  readFlag,
  readList,
  readNullable,
  readText,
  readWhole,
  readWord,
} from '../stored/fields.ts'
import { OUTCOMES } from './outcomes.ts'
import type { Findings, HeldLines, SettlementAction } from './types.ts'

const ACTION = fieldsOf<SettlementAction>({
  kind: 'always',
  state: 'always',
  lineIds: 'always',
  holds: 'always',
  unheldLines: 'always',
  error: 'always',
  isNotAllowed: 'maybe',
  askedAt: 'maybe',
  accepted: 'maybe',
})
const HOLD = fieldsOf<HeldLines>({ fulfillmentOrderId: 'always', holdIds: 'always', lineIds: 'always' })
const FINDINGS = fieldsOf<Findings>({ wholeOutcome: 'always', lines: 'always' })
const FINDING = fieldsOf<Findings['lines'][number]>({ lineId: 'always', outcome: 'always' })

const KINDS = { none: true, tag: true, hold: true, cancel: true } as const satisfies Record<
  SettlementAction['kind'],
  true
>
const STATES = {
  none: true,
  pending: true,
  done: true,
  partly: true,
  impossible: true,
  lifted: true,
} as const satisfies Record<SettlementAction['state'], true>

/** Format an order's action for the column `action`. */
export function formatAction(action: SettlementAction) {
  return { v: 1, ...action }
}

/** Parse the column `action` of a settlement. @throws {SetupError} ERR_STORED_INVALID */
export function parseAction(value: unknown): SettlementAction {
  const fields = readColumn(value, 'action', ACTION)
  const { askedAt, accepted } = fields
  return {
    kind: readWord(fields.kind, 'action.kind', KINDS),
    state: readWord(fields.state, 'action.state', STATES),
    lineIds: readLines(fields.lineIds, 'action.lineIds'),
    holds: readList(fields.holds, 'action.holds', parseHold),
    unheldLines: readLines(fields.unheldLines, 'action.unheldLines'),
    error: readNullable(fields.error, (error) => readText(error, 'action.error')),
    ...(readFlag(fields.isNotAllowed, 'action.isNotAllowed') ? { isNotAllowed: true } : {}),
    ...(askedAt === undefined ? {} : { askedAt: readWhole(askedAt, 'action.askedAt') }),
    ...(accepted === undefined ? {} : { accepted: parseFindings(accepted) }),
  }
}

function parseHold(value: unknown): HeldLines {
  const { fulfillmentOrderId, holdIds, lineIds } = readFields(value, 'action.holds', HOLD)
  return {
    fulfillmentOrderId: readText(fulfillmentOrderId, 'action.holds.fulfillmentOrderId'),
    holdIds: readList(holdIds, 'action.holds.holdIds', (id) => readText(id, 'action.holds.holdIds')),
    lineIds: readLines(lineIds, 'action.holds.lineIds'),
  }
}

function parseFindings(value: unknown): Findings {
  const { wholeOutcome, lines } = readFields(value, 'action.accepted', FINDINGS)
  return {
    wholeOutcome: readWord(wholeOutcome, 'action.accepted.wholeOutcome', OUTCOMES),
    lines: readList(lines, 'action.accepted.lines', (line) => {
      const { lineId, outcome } = readFields(line, 'action.accepted.lines', FINDING)
      return {
        lineId: readWhole(lineId, 'action.accepted.lines.lineId', 1),
        outcome: readWord(outcome, 'action.accepted.lines.outcome', OUTCOMES),
      }
    }),
  }
}

function readLines(value: unknown, what: string): number[] {
  return readList(value, what, (id) => readWhole(id, what, 1))
}
