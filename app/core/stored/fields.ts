import { SetupError } from '../errors/base.ts'

// Readers for stored JSON. This app wrote it, so JSON that they cannot read is from another version or edited by hand.
// They refuse such JSON as a whole, because a guess could open a gate.

/** The fields of a stored object. */
export type Fields = Readonly<Record<string, unknown>>
/** The fields of an object: all of `needs` must be there, those of `mayHave` may, no others. */
export type FieldNames = { readonly needs: readonly string[]; readonly mayHave: readonly string[] }

/**
 * List the fields of a type, `maybe` for the optional ones. The compiler demands each of them, so that no reader can
 * forget a new field.
 */
export function fieldsOf<T extends object>(
  names: {
    readonly [Name in keyof T]-?: object extends Pick<T, Name> ? 'maybe' : 'always'
  },
): FieldNames {
  const entries: [string, unknown][] = Object.entries(names)
  const pick = (wanted: string) => entries.flatMap(([name, when]) => (when === wanted ? [name] : []))
  return { needs: pick('always'), mayHave: pick('maybe') }
}

/** Read an object that has these fields and no others. @throws {SetupError} ERR_STORED_INVALID */
export function readFields(value: unknown, what: string, names: FieldNames): Fields {
  const fields = readObject(value, what)
  checkNames({ fields, what, names, isColumn: false })
  return fields
}

/**
 * Read the object of a whole column. Its version is 1, or absent: rows from before columns had versions have the shape of
 * version 1. @throws {SetupError} ERR_STORED_INVALID
 */
export function readColumn(value: unknown, what: string, names: FieldNames): Fields {
  const fields = readObject(value, what)
  if (fields.v !== undefined && fields.v !== 1) {
    throw unreadable(what, 'has a version that this server does not know')
  }
  checkNames({ fields, what, names, isColumn: true })
  return fields
}

function checkNames(parameters: {
  fields: Fields
  what: string
  names: FieldNames
  isColumn: boolean
}): void {
  const { fields, what, isColumn } = parameters
  const { needs, mayHave } = parameters.names
  for (const name of needs) {
    if (fields[name] === undefined) throw unreadable(what, `has no "${name}"`)
  }
  for (const name in fields) {
    if (needs.includes(name) || mayHave.includes(name) || (isColumn && name === 'v')) continue
    throw unreadable(what, `has an unknown field "${name.slice(0, 40)}"`)
  }
}

/** Read an object with any fields. @throws {SetupError} ERR_STORED_INVALID */
export function readObject(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable(what, 'is not an object')
  }
  return value as Fields
}

/** Read each entry of a list. @throws {SetupError} ERR_STORED_INVALID */
export function readList<T>(value: unknown, what: string, readEntry: (entry: unknown) => T): T[] {
  if (!Array.isArray(value)) throw unreadable(what, 'is not a list')
  return value.map((entry) => readEntry(entry))
}

/** Read a whole number of at least `least`. @throws {SetupError} ERR_STORED_INVALID */
export function readWhole(value: unknown, what: string, least = 0): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
  throw unreadable(what, `is not a whole number of at least ${least}`)
}

export function readBoolean(value: unknown, what: string): boolean {
  if (typeof value === 'boolean') return value
  throw unreadable(what, 'is not true or false')
}

export function readText(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  throw unreadable(what, 'is not a text')
}

/** Read an amount in decimal digits. @throws {SetupError} ERR_STORED_INVALID */
export function readDigits(value: unknown, what: string): bigint {
  if (typeof value === 'string' && /^[0-9]{1,78}$/.test(value)) return BigInt(value)
  throw unreadable(what, 'is not a number in decimal digits')
}

/** Read a word that is a key of `words`, a record that the compiler keeps complete. @throws {SetupError} ERR_STORED_INVALID */
export function readWord<Word extends string>(
  value: unknown,
  what: string,
  words: Readonly<Record<Word, unknown>>,
): Word {
  if (typeof value === 'string' && Object.hasOwn(words, value)) return value as Word
  throw unreadable(what, 'has a value that this server does not know')
}

/** Read a word of a list. @throws {SetupError} ERR_STORED_INVALID */
export function readOneOf<Word extends string>(value: unknown, what: string, words: readonly Word[]): Word {
  const word = words.find((one) => one === value)
  if (word === undefined) throw unreadable(what, 'has a value that this server does not know')
  return word
}

/** Read a field that is true or absent. @throws {SetupError} ERR_STORED_INVALID */
export function readFlag(value: unknown, what: string): boolean {
  if (value === undefined || value === true) return value === true
  throw unreadable(what, 'is not true')
}

/** Read a value that may be null. */
export function readNullable<T>(value: unknown, read: (value: unknown) => T): T | null {
  return value === null ? null : read(value)
}

/** The error for stored JSON that this version cannot read: ERR_STORED_INVALID. `what` names the column or its part. */
export function unreadable(what: string, why: string): SetupError {
  return new SetupError('ERR_STORED_INVALID', `Stored data cannot be read: ${what} ${why}.`, {
    hint: 'Run the version of Palisade that wrote it, or a newer one.',
  })
}
