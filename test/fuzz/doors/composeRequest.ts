import type { Dice } from '../../makeDice.ts'
import type { Corpus } from './corpus.ts'
import { DOORS } from './doors.ts'
import { mutateBody } from './mutateBody.ts'
import type { ComposedRequest, Door, DoorKind, Seeds } from './types.ts'

/** So many bodies are changed ones of the corpus. */
const KNOWN_SHARE = 0.5

/**
 * So many of a hundred requests go to the doors of each kind. What strangers reach gets most, and what asks much of the
 * server and of Shopify's stand-in less.
 */
const SHARES: Readonly<Record<DoorKind, number>> = {
  proxy: 25,
  api: 25,
  hook: 15,
  surface: 5,
  secret: 10,
  open: 5,
  till: 5,
  admin: 10,
}
const KINDS = (Object.keys(SHARES) as DoorKind[]).flatMap((kind) =>
  Array.from({ length: SHARES[kind] }, () => kind),
)
const NAMES = Object.keys(DOORS).sort()

/** Choose a door by the share of its kind. */
export function pickDoor(dice: Dice): string {
  const kind = dice.pick(KINDS)
  return dice.pick(NAMES.filter((name) => DOORS[name]?.kind === kind))
}

type ComposeParameters = {
  readonly dice: Dice
  readonly name: string
  readonly seeds: Seeds
  /** Bodies that are valid at this moment, by door. */
  readonly fresh: ReadonlyMap<string, unknown>
  readonly corpus: Corpus
}

/** Compose a request to a door, of a body that it accepts, or that led somewhere new, changed in some places. */
export function composeRequest(parameters: ComposeParameters): ComposedRequest {
  const { dice, name, seeds } = parameters
  const { path, method = 'POST' } = DOORS[name] as Door
  const body = mutateBody(dice, pickBody(parameters))
  return {
    door: name,
    value: body.value,
    method: dice.chance(0.03) ? dice.pick(['PUT', 'DELETE', 'PATCH', 'POST']) : method,
    path: dice.chance(0.1) ? changePath(dice, path(seeds)) : path(seeds),
    headers: { ...(body.type !== null && { 'content-type': body.type }), ...pickHeaders(dice) },
    body: body.bytes,
    lies: dice.chance(0.02) ? dice.pick(['more', 'less']) : 'not',
  }
}

function pickBody({ dice, name, seeds, fresh, corpus }: ComposeParameters): unknown {
  const known = corpus.listBodies(name)
  if (known.length > 0 && dice.chance(KNOWN_SHARE)) return JSON.parse(dice.pick(known))
  if (fresh.has(name) && dice.chance(0.5)) return fresh.get(name)
  return dice.pick((DOORS[name] as Door).bodies(seeds))
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
