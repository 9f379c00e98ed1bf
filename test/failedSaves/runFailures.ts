import type { Failure, PlannedFailure } from '../standin/shopify/startFront.ts'
import { formatStanding } from './formatStanding.ts'
import type { Answer, Stage } from './openStage.ts'
import type { Save } from './saves.ts'

/** What became of a save: what is not as it should be, and what people read, each with the save and what failed. */
export type Outcome = {
  readonly wrong: readonly string[]
  readonly sentences: readonly (readonly [sentence: string, label: string])[]
}

/** Runs at once: more only wait for each other. */
const MOST_AT_ONCE = 3

/** How a save ends if nothing fails, in a shop of its own. */
export type Reference = {
  readonly calls: readonly string[]
  readonly gates: number
  readonly standing: string[]
}

/** Run a save undisturbed, and count its requests to Shopify. */
export async function readReference(stage: Stage, save: Save): Promise<Reference> {
  const [shop = ''] = await stage.openShops(1)
  const send = await save.prepare(stage, shop)
  stage.front.plan(shop)
  const answer = await send()
  const calls = [...stage.front.seen(shop)]
  if (!isDone(answer)) throw new Error(`${save.name}: ${answer.status} ${answer.text}`)
  return { calls, gates: await countGates(stage, shop), standing: formatStanding(stage.findShop(shop)) }
}

/** Let each request of a save fail in each of these ways, each time in a new shop. */
export async function runFailures(
  stage: Stage,
  parameters: {
    readonly save: Save
    readonly reference: Reference
    readonly failures: readonly Failure[]
    readonly isLasting: boolean
    readonly atOnce?: number
  },
): Promise<Outcome> {
  const { save, reference, failures, isLasting, atOnce = MOST_AT_ONCE } = parameters
  const planned = reference.calls.flatMap((_, i) =>
    failures.map((failure): PlannedFailure => ({ nth: i + 1, failure, isLasting })),
  )
  const shops = await stage.openShops(planned.length)
  const wrong: string[] = []
  const sentences: [sentence: string, label: string][] = []
  const settled: Promise<void>[] = []
  const left = planned.entries()
  const work = async () => {
    for (const [i, one] of left) {
      const label = `${save.name}, ${one.failure}${isLasting ? ' from' : ' at'} ${one.nth} ${reference.calls[one.nth - 1]}`
      const check = (isRight: boolean, what: string) => void (isRight || wrong.push(`${label}: ${what}`))
      const shop = shops[i] ?? ''
      // What breaks is listed too, under its name, and the others go on.
      const read = await runFailure(stage, { save, reference, planned: one, shop, check }).catch(
        (error: unknown) => {
          check(false, `broke: ${error}`)
          return []
        },
      )
      for (const sentence of read) sentences.push([sentence, label])
      settled.push(checkSettled(stage, { reference, shop, check }))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  await Promise.all(settled)
  return { wrong, sentences }
}

type Check = (isRight: boolean, what: string) => void

/** Returns the sentences that people read. */
async function runFailure(
  stage: Stage,
  parameters: { save: Save; reference: Reference; planned: PlannedFailure; shop: string; check: Check },
): Promise<readonly string[]> {
  const { save, reference, planned, shop, check } = parameters
  const send = await save.prepare(stage, shop)
  const before = await countGates(stage, shop)
  stage.front.plan(shop, planned)
  const answer = await send()
  check(stage.front.seen(shop).length >= planned.nth, 'nothing failed')
  stage.front.plan(shop)
  const sentences = listSentences(answer)
  check(isDone(answer) || sentences.length > 0, `no sentence: ${answer.status} ${answer.text}`)
  check((await countGates(stage, shop)) <= Math.max(before, reference.gates), 'a gate too many')
  if (isDone(answer) && sentences.length === 0)
    check(findDifference(stage, shop, reference) === null, 'said to be done, and is not')
  // Its page of settings is any page: the app logs in again.
  await stage.ask(shop, '/app/settings.data')
  const again = await send()
  const isRepeated = isDone(again) || (save.repeated?.test(again.text) ?? false)
  check(isRepeated, `the repetition: ${again.status} ${again.text}`)
  for (let number = 1; number <= reference.gates; number++)
    await stage.ask(shop, `/app/gates/${number}/publication`, {})
  check((await countGates(stage, shop)) === reference.gates, 'another number of gates')
  return sentences
}

/** A job completes what nobody can ask for again, as after a deletion. */
const MOST_MS = 150_000

async function checkSettled(
  stage: Stage,
  { reference, shop, check }: { reference: Reference; shop: string; check: Check },
): Promise<void> {
  const find = () => findDifference(stage, shop, reference)
  for (const end = Date.now() + MOST_MS; Date.now() < end && find() !== null; )
    await new Promise((resolve) => setTimeout(resolve, 500))
  const difference = find()
  check(difference === null, `at the end, Shopify has ${difference}`)
}

/** How what stands at Shopify differs from what stands after an undisturbed save; null if it does not. */
function findDifference(stage: Stage, shop: string, reference: Reference): string | null {
  const standing = formatStanding(stage.findShop(shop))
  const missing = reference.standing.filter((line) => !standing.includes(line))
  const more = standing.filter((line) => !reference.standing.includes(line))
  if (missing.length + more.length === 0 && standing.length === reference.standing.length) return null
  return JSON.stringify({ missing, more, count: standing.length })
}

/** Whether the app says that it did what it was asked, though perhaps not at Shopify yet. */
export function isDone({ status, text }: Answer): boolean {
  return status >= 200 && status < 300 && !/"(failed|stale|invalid)"/.test(text)
}

/** The sentences of an answer that people read. */
function listSentences({ text }: Answer): string[] {
  const found = [...text.matchAll(/"(?:message|reason|msg)": ?"([^"]+)"/g)].map(
    ([, sentence = '']) => sentence,
  )
  // The list says of paused gates how many are not at Shopify yet.
  const pending = [...text.matchAll(/"pending":[1-9]/g)].map(([count]) => count)
  const invalid = [...text.matchAll(/"subject-[a-z]+"/g)].map(([issue]) => issue)
  return [...found, ...pending, ...invalid]
}

/** How many gates a shop has. */
export async function countGates({ ask }: Stage, shop: string): Promise<number> {
  return JSON.parse((await ask(shop, '/app/gates/file')).text).gates.length
}
