import { type Dice, makeDice } from '../../makeDice.ts'
import { checkAnswer, type DoorFinding } from './checkAnswer.ts'
import { DOORS } from './doors.ts'
import { type MutatedBody, mutateBody } from './mutateBody.ts'
import type { Changes, Door, DoorAnswer, DoorRequest, World } from './types.ts'

/** Limits count refusals, a visit is found, and Shopify's token is renewed, whatever a request is answered. */
const BESIDE: readonly string[] = [
  'rate_limit',
  'session',
  'fault_count',
  'unlock_event',
  'unlock_wallet',
  'gate_day',
]
/** A login that fails counts at its nonce, and one that succeeds uses it up, also if its gates stay closed. */
const OF_LOGINS: readonly string[] = ['nonce', 'project_nonce']
/** Small batches, in which nothing is accepted, show what a refusal leaves behind; large ones are fast. */
const SIZES = [1, 2, 4, 16, 40] as const

export type DoorFailure = DoorFinding & { readonly request: DoorRequest }
export type BatchResult = {
  readonly count: number
  readonly refused: number
  readonly failures: readonly DoorFailure[]
}

const NAMES = Object.keys(DOORS).sort()

/** Send some changed requests to one door at once, and check their answers and the database. */
export async function runBatch({
  world,
  seed,
  rank,
}: {
  world: World
  seed: number
  rank: number
}): Promise<BatchResult> {
  const dice = makeDice(Math.imul(seed, 0x9e3779b1) ^ Math.imul(rank + 1, 0xc2b2ae35))
  const name = dice.pick(NAMES)
  const fresh = dice.chance(0.5) ? await world.makeFreshBody(name, dice) : null
  const count = dice.pick(SIZES)
  const requests = Array.from({ length: count }, () => composeRequest({ dice, name, world, fresh }))
  const before = await world.readChanges()
  const answers = await Promise.all(requests.map(world.send))
  const failures = await judge({ world, name, requests, answers, before })
  return { count, refused: answers.filter(({ status }) => status >= 400).length, failures }
}

type JudgeParameters = {
  world: World
  name: string
  requests: readonly DoorRequest[]
  answers: readonly DoorAnswer[]
  before: Changes
}

async function judge({ world, name, requests, answers, before }: JudgeParameters): Promise<DoorFailure[]> {
  const door = DOORS[name] as Door
  const failures = requests.flatMap((request, i) => {
    const finding = checkAnswer({ request, answer: answers[i] as DoorAnswer, door })
    return finding ? [{ ...finding, request }] : []
  })
  if (failures.length > 0 || answers.some(({ status }) => status < 400)) return failures
  const changed = listChanged(before, await world.readChanges())
  if (changed.length === 0) return []
  // A job of an earlier request may have written meanwhile: what the requests themselves do, they do again.
  for (const request of requests) {
    const finding = await checkSaved({ world, request, tables: changed })
    if (finding) return [{ ...finding, request }]
  }
  return []
}

/** Send one refused request again, and compare what the tables hold before and afterwards. */
export async function checkSaved({
  world,
  request,
  tables,
}: {
  world: World
  request: DoorRequest
  tables: readonly string[]
}): Promise<DoorFinding | null> {
  // What jobs and other requests do at the moment ends within seconds. What this request does, it does each time.
  for (let left = 3; left > 0; left--) {
    const before = await settle(world, tables)
    const { status } = await world.send(request)
    const after = await settle(world, tables)
    if (status < 400 || before === after) return null
  }
  return {
    kind: 'half-saved',
    why: `${request.path.slice(0, 120)} is refused, and changes ${tables.join(', ')}`,
  }
}

const MOST_LOOKS = 20

/** Wait until tables hold the same at two looks in a row. */
async function settle(world: World, tables: readonly string[]): Promise<string> {
  let last = await world.readExactly(tables)
  for (let left = MOST_LOOKS; left > 0; left--) {
    await new Promise((resolve) => setTimeout(resolve, world.settleMs))
    const now = await world.readExactly(tables)
    if (now === last) return now
    last = now
  }
  return last
}

function listChanged(before: Changes, after: Changes): string[] {
  return Object.keys(after).filter(
    (table) => ![...BESIDE, ...OF_LOGINS].includes(table) && after[table] !== before[table],
  )
}

type ComposeParameters = { dice: Dice; name: string; world: World; fresh: unknown }

function composeRequest({ dice, name, world, fresh }: ComposeParameters): DoorRequest {
  const { path, bodies, method = 'POST' } = DOORS[name] as Door
  const { seeds } = world
  const body: MutatedBody = mutateBody(
    dice,
    fresh !== null && dice.chance(0.8) ? fresh : dice.pick(bodies(seeds)),
  )
  return {
    door: name,
    method: dice.chance(0.03) ? dice.pick(['PUT', 'DELETE', 'PATCH', 'POST']) : method,
    path: dice.chance(0.1) ? changePath(dice, path(seeds)) : path(seeds),
    headers: { ...(body.type !== null && { 'content-type': body.type }), ...pickHeaders(dice) },
    body: body.bytes,
    lies: dice.chance(0.02) ? dice.pick(['more', 'less']) : 'not',
  }
}

const ODD_PARTS = [
  '0',
  '-1',
  '1e3',
  '999999',
  'x',
  '%00',
  '%F0%9F',
  '..%2f',
  'a'.repeat(300),
  '%E2%80%AE',
  '00000000-0000-4000-8000-000000000000',
]

/** Replace one part of the path below its first ones. */
function changePath(dice: Dice, path: string): string {
  const parts = path.split('/')
  if (parts.length < 4) return path
  const at = 3 + dice.below(parts.length - 3)
  return parts.map((part, i) => (i === at ? dice.pick(ODD_PARTS) : part)).join('/')
}

function pickHeaders(dice: Dice): Record<string, string> {
  if (!dice.chance(0.05)) return {}
  return dice.pick<Record<string, string>>([
    { 'content-encoding': 'gzip' },
    { 'x-forwarded-for': "1.1.1.1, ' , ::1" },
    { 'x-forwarded-host': 'evil.example' },
    { 'accept-language': 'x'.repeat(3_000) },
    { 'if-match': '"\u00ff"' },
    { 'idempotency-key': '\u00e9'.repeat(300) },
    { accept: 'text/html' },
    { 'x-request-id': '../../etc' },
  ])
}
