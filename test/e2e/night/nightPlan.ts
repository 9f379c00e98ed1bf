import type { Dice } from '../../makeDice.ts'
import { FAULT_NAMES, type FaultName, kindOf, type NightDatabase } from './faultKinds.ts'

/** A fault of a plan: when it begins and how long it lasts, in seconds, and which server it is about. */
export type PlannedFault = {
  readonly at: number
  readonly fault: FaultName
  readonly for: number
  readonly server: 'a' | 'b'
}
export type NightPlan = {
  readonly database: NightDatabase
  readonly seconds: number
  readonly faults: readonly PlannedFault[]
  /** Whether faults are left out that a slow machine delays until the night is over. */
  readonly isTimed: boolean
}
/** What this machine has of what faults need. */
export type Means = { readonly root: boolean; readonly faketime: boolean }

/** After a fault the shop sells for a while, so that each is checked alone most of the time. */
const REST_SECONDS = 3
const EMBEDDED_SHARE = 0.25
/** Faults that begin while another lasts. */
const OVERLAP_SHARE = 0.2

/** The faults that can be done on a database with these means. */
export function listPossible({ database, means }: { database: NightDatabase; means: Means }): FaultName[] {
  return FAULT_NAMES.filter((name) => {
    const { on, needs } = kindOf(name)
    return on.includes(database) && (needs === undefined || means[needs])
  })
}

/** Choose the faults of a night by the dice. Each kind comes once before one comes twice. */
export function planNight({
  dice,
  minutes,
  database = dice.chance(EMBEDDED_SHARE) ? 'embedded' : 'postgresql',
  means,
}: {
  dice: Dice
  minutes: number
  database?: NightDatabase
  means: Means
}): NightPlan {
  const possible = listPossible({ database, means })
  const faults: PlannedFault[] = []
  let left: FaultName[] = []
  const seconds = Math.round(minutes * 60)
  for (let at = 2; at < seconds; ) {
    if (left.length === 0) left = [...possible]
    const [fault] = left.splice(dice.below(left.length), 1)
    if (!fault) break
    const [least, most] = kindOf(fault).seconds
    const lasts = least + dice.below(most - least + 1)
    faults.push({ at, fault, for: lasts, server: dice.chance(0.5) ? 'a' : 'b' })
    at += dice.chance(OVERLAP_SHARE) ? Math.ceil(lasts / 2) : lasts + REST_SECONDS + dice.below(4)
  }
  return { database, seconds, faults, isTimed: true }
}

/** How much longer than its last fault a plan without `minutes` lasts. */
const AFTER_SECONDS = 10

/**
 * Parse a plan, as `docs/nights.md` describes it.
 * @throws Error with a sentence that says what is wrong.
 */
export function parsePlan({ text, means }: { text: string; means: Means }): NightPlan {
  const plan = parseObject({
    value: parseJson(text),
    what: 'The plan',
    known: ['database', 'minutes', 'faults'],
  })
  const { database = 'postgresql', minutes, faults } = plan
  if (database !== 'postgresql' && database !== 'embedded')
    throw new Error('"database" of the plan must be "postgresql" or "embedded".')
  if (minutes !== undefined && !isNumber(minutes, 24 * 60))
    throw new Error('"minutes" of the plan must be a number above 0, 1440 at most.')
  if (!Array.isArray(faults) || faults.length === 0)
    throw new Error('"faults" of the plan must be a list with at least one fault.')
  const parsed = faults.map((fault, i) => parseFault({ fault, number: i + 1, database, means }))
  const last = Math.max(...parsed.map(({ at, for: lasts }) => at + lasts))
  const seconds = Math.max(last + AFTER_SECONDS, isNumber(minutes, 24 * 60) ? minutes * 60 : 0)
  return { database, seconds, faults: parsed.sort((one, other) => one.at - other.at), isTimed: false }
}

function parseFault(parameters: {
  fault: unknown
  number: number
  database: NightDatabase
  means: Means
}): PlannedFault {
  const { fault: given, number, database, means } = parameters
  const what = `Fault ${number} of the plan`
  const known = ['at', 'fault', 'for', 'server']
  const { at, fault, for: lasts, server = 'a' } = parseObject({ value: given, what, known })
  const name = FAULT_NAMES.find((one) => one === fault)
  if (!name)
    throw new Error(`${what} is unknown: ${JSON.stringify(fault)}. Known are ${FAULT_NAMES.join(', ')}.`)
  const { on, needs, seconds } = kindOf(name)
  if (!on.includes(database))
    throw new Error(`${what}, ${name}, does not exist with the database ${database}.`)
  if (needs !== undefined && !means[needs]) throw new Error(`${what}, ${name}, ${NEEDS[needs]}.`)
  if (at !== 0 && !isNumber(at, 86_400))
    throw new Error(`${what}, ${name}, has no "at": seconds from the start.`)
  const [least] = seconds
  if (lasts !== undefined && lasts !== 0 && !isNumber(lasts, 3600))
    throw new Error(`"for" of fault ${number}, ${name}, must be seconds, 3600 at most.`)
  if (server !== 'a' && server !== 'b')
    throw new Error(`"server" of fault ${number}, ${name}, must be "a" or "b".`)
  return { at, fault: name, for: typeof lasts === 'number' ? lasts : least, server }
}

const NEEDS = {
  root: 'needs root, to mount a disk',
  faketime: 'needs libfaketime (Debian: faketime)',
} as const

function isNumber(value: unknown, most: number): value is number {
  return typeof value === 'number' && value > 0 && value <= most
}

function parseObject({
  value,
  what,
  known,
}: {
  value: unknown
  what: string
  known: readonly string[]
}): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${what} must be an object.`)
  const odd = Object.keys(value).find((name) => !known.includes(name))
  if (odd !== undefined)
    throw new Error(`${what} has an unknown field "${odd}". Known are ${known.join(', ')}.`)
  return value as Record<string, unknown>
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`The plan is no JSON: ${error instanceof Error ? error.message : error}.`)
  }
}
