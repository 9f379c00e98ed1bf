import type { DoorAnswer, DoorRequest, World } from './types.ts'

/** So many requests run at once, so that the time of an answer is not that of a queue. */
const AT_ONCE = 24

/** Send requests, some at once, each as soon as another one has its answer. */
export async function sendAll(world: World, requests: readonly DoorRequest[]): Promise<DoorAnswer[]> {
  const answers: DoorAnswer[] = []
  let next = 0
  const send = async () => {
    for (let i = next++; i < requests.length; i = next++)
      answers[i] = await world.send(requests[i] as DoorRequest)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, send))
  return answers
}
