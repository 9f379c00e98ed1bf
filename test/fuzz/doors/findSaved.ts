import type { DoorFailure } from './checkAnswer.ts'
import { sendAll } from './sendAll.ts'
import type { Changes, DoorRequest, World } from './types.ts'

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
/** Jobs of accepted requests talk to Shopify, and end within seconds. */
const MOST_LOOKS = 200
/** A job that is due once a minute may write meanwhile, but not each time. */
const MOST_TRIES = 3

/**
 * Send refused requests again while nothing else is sent, and find one that changes the database although it is
 * refused: all at once, and by halves if a table has changed.
 */
export async function findSaved({
  world,
  requests,
}: {
  world: World
  requests: readonly DoorRequest[]
}): Promise<DoorFailure | null> {
  let left = requests
  let tables: string[] = []
  for (let tries = MOST_TRIES; left.length > 0; tries--) {
    const before = await world.readExactly()
    const answers = await sendAll(world, left)
    await waitUntilStill(world)
    tables = listChanged(before, await world.readExactly())
    if (tables.length === 0) return null
    // What is accepted now, because the shop has changed, may write.
    left = left.filter((_, i) => (answers[i]?.status ?? 0) >= 400)
    if (tries <= 1) break
  }
  const [only] = left
  if (only === undefined) return null
  if (left.length === 1) return describeSaved(only, tables)
  const half = Math.ceil(left.length / 2)
  return (
    (await findSaved({ world, requests: left.slice(0, half) })) ??
    (await findSaved({ world, requests: left.slice(half) }))
  )
}

function describeSaved(request: DoorRequest, tables: readonly string[]): DoorFailure {
  const why = `${request.method} ${request.path.slice(0, 120)} is refused, and changes ${tables.join(', ')}`
  return { kind: 'half-saved', why, request }
}

/** Wait until nothing has written between two looks in a row. */
export async function waitUntilStill(world: World): Promise<void> {
  let last = await world.readChanges()
  for (let left = MOST_LOOKS; left > 0; left--) {
    await new Promise((resolve) => setTimeout(resolve, world.settleMs))
    const now = await world.readChanges()
    if (listChanged(last, now).length === 0) return
    last = now
  }
}

function listChanged(before: Changes, after: Changes): string[] {
  return Object.keys(after).filter(
    (table) => ![...BESIDE, ...OF_LOGINS].includes(table) && after[table] !== before[table],
  )
}
