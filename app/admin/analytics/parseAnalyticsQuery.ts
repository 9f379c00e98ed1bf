import { InputError } from '../../core/errors/base.ts'
import { ANSWER_OUTCOMES, type AnswerOutcome } from '../../core/numbers/types.ts'
import { parseGateNumber } from '../parseGateNumber.ts'

type EventMark = { readonly at: number; readonly id: string }
export type AnalyticsQuery = {
  readonly period: {
    readonly days: string | null
    readonly from: string | null
    readonly until: string | null
  }
  readonly gate: number | null
}
export type LogQuery = AnalyticsQuery & {
  readonly outcome: AnswerOutcome | null
  readonly wallet: string
  readonly before: EventMark | null
}

/** Parse which gate and period to show. The flow parses the period. @throws {NotFoundError} ERR_GATE_NOT_FOUND */
export function parseAnalyticsQuery(query: URLSearchParams): AnalyticsQuery {
  const gate = query.get('gate') ?? ''
  const read = (name: string) => query.get(name) || null
  return {
    period: { days: read('days'), from: read('from'), until: read('until') },
    gate: gate === '' ? null : parseGateNumber(gate),
  }
}

/**
 * Parse which part of the log to show.
 *
 * @throws {NotFoundError} ERR_GATE_NOT_FOUND. @throws {InputError} ERR_QUERY_INVALID
 */
export function parseLogQuery(query: URLSearchParams): LogQuery {
  const outcome = query.get('outcome') ?? ''
  const known = ANSWER_OUTCOMES.find((one) => one === outcome)
  if (outcome !== '' && known === undefined) throw wrongQuery('There is no such answer to filter by.')
  return {
    ...parseAnalyticsQuery(query),
    outcome: known ?? null,
    wallet: query.get('search') ?? '',
    before: parseEventMark(query.get('before') ?? ''),
  }
}

/** Parse what to export. @throws {InputError} ERR_QUERY_INVALID */
export function parseExport(query: URLSearchParams): 'numbers' | 'log' {
  const of = query.get('of')
  if (of === 'numbers' || of === 'log') return of
  throw wrongQuery('There is no such file to export.')
}

function parseEventMark(text: string): EventMark | null {
  if (text === '') return null
  const [, at, id] = /^([0-9]{1,12})-([0-9]{1,18})$/.exec(text) ?? []
  if (at === undefined || id === undefined) throw wrongQuery('This page of the log does not exist.')
  return { at: Number(at), id }
}

/** Format the end of a page for the URL. */
export function formatEventMark({ at, id }: EventMark): string {
  return `${at}-${id}`
}

function wrongQuery(sentence: string): InputError {
  return new InputError('ERR_QUERY_INVALID', sentence, { hint: 'Open the log again from Analytics.' })
}
