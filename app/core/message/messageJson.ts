import { type Fields, readColumn, readList, readText, readWhole } from '../stored/fields.ts'
import { MESSAGES, type MessageKind } from './kinds.ts'
import type { KnownData } from './types.ts'

/**
 * Parse the column `data` of a message by the table of kinds. A personal field is there only if the receiver might see
 * wallets.
 * @throws {SetupError} ERR_STORED_INVALID
 */
export function parseMessageData({ kind, value }: { kind: MessageKind; value: unknown }): KnownData {
  const { fields, personal } = MESSAGES[kind]
  const needs = Object.keys(fields)
  const data: Fields = readColumn(value, 'message.data', { needs, mayHave: Object.keys(personal) })
  for (const [name, type] of Object.entries({ ...fields, ...personal })) {
    if (name in data) checkField({ value: data[name], type, what: `message.data.${name}` })
  }
  const { v: _, ...rest } = data
  return rest as KnownData
}

function checkField({ value, type, what }: { value: unknown; type: string; what: string }): void {
  if (type.endsWith('?') && value === null) return
  if (type.startsWith('number')) readWhole(value, what)
  else if (type === 'texts') readList(value, what, (entry) => readText(entry, what))
  else readText(value, what)
}

/** Format the column `data`: what everybody may see, and what only some receivers may. */
export function formatMessageData(data: object): object {
  return { v: 1, ...data }
}
