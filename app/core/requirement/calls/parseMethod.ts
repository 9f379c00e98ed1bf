/** A static type of Solidity, which takes one word. @see https://docs.soliditylang.org/en/latest/abi-spec.html#types */
export type WordType = string

export type Method = {
  readonly name: string
  readonly inputs: readonly WordType[]
  /** At least one. */
  readonly outputs: readonly WordType[]
}

/** Why a text is no method: it cannot be read, or it has a type that takes more than one word. */
export type MethodIssue = 'method-invalid' | 'method-type'

/** Most arguments, and most words of an answer. */
export const MAX_CALL_WORDS = 16

const METHOD =
  /^(?:function\s+)?([A-Za-z_$][\w$]{0,99})\s*\(([^()]*)\)((?:\s+(?:external|public|view|pure|virtual|override|payable))*)\s*(?:returns)?\s*\(([^()]*)\)\s*;?$/
const TYPE = /^(?:address|bool|(u?int)(8|[1-9][0-9]{1,2})?|bytes([1-9]|[12][0-9]|3[0-2]))$/

/**
 * Parse a function as contracts declare it: `function locked(address user) view returns (int128 amount, uint256 end)`,
 * or short: `locked(address)(int128,uint256)`.
 */
export function parseMethod(text: string): Method | MethodIssue {
  const [, name, inputs, words = '', outputs] = METHOD.exec(text.trim()) ?? []
  if (name === undefined || inputs === undefined || outputs === undefined) return 'method-invalid'
  if (words.includes('payable')) return 'method-invalid'
  const [asked, given] = [parseTypes(inputs), parseTypes(outputs)]
  if (!asked || !given) return 'method-type'
  if (given.length === 0) return 'method-invalid'
  return { name, inputs: asked, outputs: given }
}

/** Format it in the short form, each type under its full name. */
export function formatMethod({ name, inputs, outputs }: Method): string {
  return `${name}(${inputs.join(',')})(${outputs.join(',')})`
}

/** Parse `address user, uint pid`. Null if a type is unknown or takes more than one word, or if there are too many. */
function parseTypes(text: string): WordType[] | null {
  if (text.trim() === '') return []
  const types = text.split(',').map((part) => parseType(part.trim().split(/\s+/)[0] ?? ''))
  const known = types.filter((type) => type !== null)
  return known.length === types.length && known.length <= MAX_CALL_WORDS ? known : null
}

function parseType(text: string): WordType | null {
  const [type, number, bits] = TYPE.exec(text) ?? []
  if (type === undefined) return null
  if (number === undefined) return type
  if (bits === undefined) return `${number}256`
  return Number(bits) % 8 === 0 && Number(bits) <= 256 ? type : null
}
