import type { ShownUnmet, SingleToken, UnmetLine, UsedUp } from '../gate/answer.ts'
import type { UnmetReason } from '../requirement/findings.ts'
import {
  type FieldNames,
  fieldsOf,
  readColumn,
  readFields,
  readList,
  readNullable,
  readObject,
  readText,
  readWhole,
  readWord,
} from '../stored/fields.ts'
import type { AnswerDetail } from './types.ts'

const DETAIL = fieldsOf<AnswerDetail>({
  lines: 'maybe',
  usedUp: 'maybe',
  startsAt: 'maybe',
  code: 'maybe',
  chain: 'maybe',
})
const USED_UP = fieldsOf<UsedUp>({ limit: 'always', token: 'always', at: 'always', heldUntil: 'always' })
const TOKEN = fieldsOf<SingleToken>({ name: 'always', id: 'always' })
const CONDITION = fieldsOf<{ depth: number } & ShownUnmet>({
  depth: 'always',
  because: 'always',
  text: 'always',
  name: 'always',
  chain: 'always',
  needed: 'always',
  found: 'always',
  wallet: 'maybe',
})
const HEADING: FieldNames = { needs: ['depth', 'text', 'count'], mayHave: [] }
const NO_LOAN: FieldNames = { needs: ['depth', 'text', 'wallet'], mayHave: [] }
const LIMITS = { wallet: true, token: true, total: true, place: true } as const satisfies Record<
  UsedUp['limit'],
  true
>
const REASONS = {
  'too-little': true,
  'too-much': true,
  'not-listed': true,
  listed: true,
  excluded: true,
  'no-wallet': true,
  'not-held-then': true,
} as const satisfies Record<UnmetReason, true>
const TEXTS = {
  ...REASONS,
  'too-little-all': true,
  'not-listed-all': true,
  bare: true,
} as const satisfies Record<ShownUnmet['text'], true>
const HEADINGS = { any: true, at_least: true, at_most: true, all: true } as const

/** Format the column `detail` of an unlock event. */
export function formatAnswerDetail(detail: AnswerDetail) {
  return { v: 1, ...detail }
}

/** Parse the column `detail` of an unlock event. @throws {SetupError} ERR_STORED_INVALID */
export function parseAnswerDetail(value: unknown): AnswerDetail {
  const { lines, usedUp, startsAt, code, chain } = readColumn(value, 'detail', DETAIL)
  return {
    ...(lines === undefined ? {} : { lines: readList(lines, 'detail.lines', parseLine) }),
    ...(usedUp === undefined ? {} : { usedUp: parseUsedUp(usedUp) }),
    ...(startsAt === undefined ? {} : { startsAt: readWhole(startsAt, 'detail.startsAt') }),
    ...(code === undefined ? {} : { code: readText(code, 'detail.code') }),
    ...(chain === undefined ? {} : { chain: readText(chain, 'detail.chain') }),
  }
}

function parseLine(value: unknown): UnmetLine {
  const what = 'detail.lines'
  const { because, text } = readObject(value, what)
  if (because !== undefined) return parseCondition(value)
  if (text === 'no-loan') {
    const { depth, wallet } = readFields(value, what, NO_LOAN)
    return { depth: readWhole(depth, what), text, wallet: readText(wallet, what) }
  }
  const { depth, count } = readFields(value, what, HEADING)
  return {
    depth: readWhole(depth, what),
    text: readWord(text, `${what}.text`, HEADINGS),
    count: readWhole(count, `${what}.count`),
  }
}

function parseCondition(value: unknown): UnmetLine {
  const what = 'detail.lines'
  const { wallet, ...line } = readFields(value, what, CONDITION)
  return {
    depth: readWhole(line.depth, what),
    because: readWord(line.because, `${what}.because`, REASONS),
    text: readWord(line.text, `${what}.text`, TEXTS),
    name: readText(line.name, `${what}.name`),
    chain: readText(line.chain, `${what}.chain`),
    needed: readText(line.needed, `${what}.needed`),
    found: readText(line.found, `${what}.found`),
    ...(wallet === undefined ? {} : { wallet: readText(wallet, `${what}.wallet`) }),
  }
}

function parseUsedUp(value: unknown): UsedUp {
  const what = 'detail.usedUp'
  const { limit, token, at, heldUntil } = readFields(value, what, USED_UP)
  const readInstant = (instant: unknown) => readWhole(instant, what)
  return {
    limit: readWord(limit, `${what}.limit`, LIMITS),
    token: readNullable(token, (one) => {
      const { name, id } = readFields(one, `${what}.token`, TOKEN)
      return { name: readText(name, what), id: readText(id, what) }
    }),
    at: readNullable(at, readInstant),
    heldUntil: readNullable(heldUntil, readInstant),
  }
}
