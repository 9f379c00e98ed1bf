import type { DoorFailure } from './checkAnswer.ts'
import type { DoorRequest, World } from './types.ts'

/** The server writes its log a moment after its answer. */
const LOG_MS = 10

/** Send requests one by one, and find the one after which the server logs a fault. */
export async function findLogged({
  world,
  requests,
  faults,
}: {
  world: World
  requests: readonly DoorRequest[]
  /** What it logged when all of them ran at once. */
  faults: readonly string[]
}): Promise<DoorFailure | null> {
  const [sentence] = faults
  const [first] = requests
  if (sentence === undefined || first === undefined) return null
  for (const request of requests) {
    const why = await sendAndRead(world, request)
    if (why !== null) return { kind: 'logged', why, request }
  }
  const why = `${sentence}, when ${requests.length} requests ran at once, and not one by one`
  return { kind: 'logged', why, request: first }
}

/** Send a request by itself; returns the fault that the server logs, if there is one. */
async function sendAndRead(world: World, request: DoorRequest): Promise<string | null> {
  const { status } = await world.send(request)
  await new Promise((resolve) => setTimeout(resolve, LOG_MS))
  const [sentence] = world.readFaults()
  return sentence === undefined
    ? null
    : `${request.method} ${request.path.slice(0, 120)} → ${status}: ${sentence}`
}
