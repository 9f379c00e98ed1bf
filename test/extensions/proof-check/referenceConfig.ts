import { textWithin } from './referenceShape.ts'

export type ReferenceConfig = {
  profile: number | null
  keys: { epoch: string; key: string }[]
  floors: { gate: number; revision: number }[]
  everywhere: { gate: number; isExclusive: boolean }[]
  /** Null when it is no list of gates; a discount ignores it. */
  lifted: number[] | null
  /** The gates that nobody can open now, by why; null when one of the lists is none of gates; a discount ignores it. */
  hindered: ReferenceHindered | null
  /** What shoppers read beside a gate's discount, as written. */
  names: unknown
}

export type ReferenceHindered = Record<'notBegun' | 'paused' | 'usedUp' | 'ended', number[]>

const GATE = /^\$[1-9a-z][0-9a-z]{0,5}$/
const MARK = /^\$[1-9a-z][0-9a-z]{0,5}\*?$/
/** Many inputs of a fuzz run share a config. */
const KNOWN_MOST = 500
const known = new Map<string, ReferenceConfig | null>()

/** Read a `proof_config` by docs/spec/proof.md#51-reading; null when it is unreadable. */
export function readReferenceConfig(value: unknown): ReferenceConfig | null {
  const text = textWithin(value, 10_000)
  if (text === null) return null
  const found = known.get(text)
  if (found !== undefined) return found
  if (known.size >= KNOWN_MOST) known.clear()
  const config = readConfig(text)
  known.set(text, config)
  return config
}

function readConfig(text: string): ReferenceConfig | null {
  const config = parseAsWritten(text)
  if (typeof config !== 'object' || config === null || Array.isArray(config) || isDeep(config, 16))
    return null
  const { $v: version, $p: profile, $k: keys, $x: floors = [], $a: everywhere = [] } = config as Written
  const { $o: lifted = [], $b: begin = [], $h: hold = [], $u: used = [], $e: end = [] } = config as Written
  const { $n: names } = config as Written
  if (version !== '#1' || (profile !== undefined && !matches(profile, /^#[0-7]$/))) return null
  if (!Array.isArray(keys) || keys.length > 3 || !keys.every(isKey)) return null
  if (!Array.isArray(floors) || !floors.every(isFloor)) return null
  if (!Array.isArray(everywhere) || !everywhere.every((mark) => matches(mark, MARK))) return null
  return {
    profile: typeof profile === 'string' ? Number(profile.slice(1)) : null,
    keys: keys.map(([epoch, key]) => ({ epoch: epoch.slice(1), key: key.slice(1) })),
    floors: floors.map(([gate, revision]) => ({
      gate: Number.parseInt(gate.slice(1), 36),
      revision: Number(revision.slice(1)),
    })),
    everywhere: everywhere.map((mark: string) => ({
      gate: Number.parseInt(mark.slice(1).replace('*', ''), 36),
      isExclusive: mark.endsWith('*'),
    })),
    lifted: readGates(lifted),
    hindered: readHindered([begin, hold, used, end]),
    names,
  }
}

function readHindered(lists: readonly unknown[]): ReferenceHindered | null {
  const [notBegun, paused, usedUp, ended] = lists.map(readGates)
  return notBegun && paused && usedUp && ended ? { notBegun, paused, usedUp, ended } : null
}

function readGates(gates: unknown): number[] | null {
  if (!Array.isArray(gates) || !gates.every((mark) => matches(mark, GATE))) return null
  return gates.map((mark: string) => Number.parseInt(mark.slice(1), 36))
}

type Written = Record<`$${'v' | 'p' | 'k' | 'x' | 'a' | 'o' | 'b' | 'h' | 'u' | 'e' | 'n'}`, unknown>

// Prefixes strings with "$" and numbers with "#" before their source text, so that `1.0` and `\u0031` differ from `1`.
function parseAsWritten(text: string): unknown {
  try {
    JSON.parse(text)
    const marked = text.replace(/"((?:[^"\\]+|\\.)*)"|(-?[0-9][0-9.eE+-]*)/g, (_, inner, number) => {
      if (number !== undefined) return `"#${number}"`
      return inner.includes('\\') ? JSON.stringify(`$${inner}`) : `"$${inner}"`
    })
    return JSON.parse(marked)
  } catch {
    return null
  }
}

function isDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return left === 0 || Object.values(value).some((item) => isDeep(item, left - 1))
}

function isKey(item: unknown): item is [string, string] {
  return isPair(item) && matches(item[0], /^\$[0-9a-f]{8}$/) && matches(item[1], /^\$[0-9a-f]{64}$/)
}

function isFloor(item: unknown): item is [string, string] {
  if (!isPair(item) || !matches(item[0], GATE)) return false
  return matches(item[1], /^#[1-9][0-9]{0,9}$/) && Number(String(item[1]).slice(1)) <= 0xffffffff
}

function isPair(item: unknown): item is [unknown, unknown] {
  return Array.isArray(item) && item.length === 2
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value) && !value.endsWith('\n')
}
