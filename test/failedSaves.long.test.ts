import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAll } from '../scripts/buildAll.ts'
import { formatStanding } from './failedSaves/formatStanding.ts'
import { openStage, type Stage } from './failedSaves/openStage.ts'
import { countGates, isDone, type Outcome, readReference, runFailures } from './failedSaves/runFailures.ts'
import { CREATE, OWN_SAVES, SAVES } from './failedSaves/saves.ts'
import type { Failure } from './standin/shopify/startFront.ts'

/*
 * Each request that a save makes at Shopify fails, in each way and each in a shop of its own. The front counts the
 * requests of an undisturbed save first, so a new request is tested too.
 */
let stage: Stage
beforeAll(async () => {
  await buildAll()
  stage = await openStage()
})
afterAll(() => stage.close())

const ONCE: readonly Failure[] = [401, 402, 403, 423, 429, 503, 'dropped', 'lost']
/** What people read, whatever failed, and where it was read first. */
const SENTENCES = new Map<string, string>()
const addSentences = ({ sentences }: Outcome) => {
  for (const [sentence, label] of sentences) if (!SENTENCES.has(sentence)) SENTENCES.set(sentence, label)
}

test.each(SAVES)(
  'behavior: a save, $name: whichever request fails, nothing is there twice, and the same save again completes it',
  async (save) => {
    const reference = await readReference(stage, save)
    expect(reference.calls.length).toBeGreaterThan(0)
    const found = await runFailures(stage, { save, reference, failures: ONCE, isLasting: false })
    addSentences(found)
    expect(found.wrong).toEqual([])
  },
  600_000,
)

test('behavior: a first gate whose save fails from some request on is there once, and complete after the next save', async () => {
  const reference = await readReference(stage, CREATE)
  const found = await runFailures(stage, { save: CREATE, reference, failures: [503], isLasting: true })
  addSentences(found)
  expect(found.wrong).toEqual([])
}, 600_000)

test('behavior: a gate whose save waited for Shopify in vain is there once, and complete after the next save', async () => {
  const reference = await readReference(stage, CREATE)
  const atOnce = reference.calls.length
  const planned = { save: CREATE, reference, failures: ['silent'] as const, isLasting: false, atOnce }
  expect((await runFailures(stage, planned)).wrong).toEqual([])
}, 600_000)

test('behavior: two clicks on Save, and a request that is sent again, make one gate', async () => {
  const reference = await readReference(stage, CREATE)
  for (const shop of await stage.openShops(5)) {
    const send = await CREATE.prepare(stage, shop)
    const answers = [...(await Promise.all([send(), send(), send()])), await send()]
    expect(answers.map(isDone)).toEqual([true, true, true, true])
    expect(await countGates(stage, shop)).toBe(1)
    await expect.poll(() => formatStanding(stage.findShop(shop))).toEqual(reference.standing)
  }
})

test.each(OWN_SAVES)(
  'behavior: a save of $name asks Shopify for nothing, so it is done while nothing answers',
  async (save) => {
    const [shop = ''] = await stage.openShops(1)
    const send = await save.prepare(stage, shop)
    stage.front.plan(shop, { nth: 1, failure: 'dropped', isLasting: true })
    const answer = await send()
    expect([answer.text, isDone(answer)]).toEqual([expect.any(String), true])
  },
)

test('behavior: every sentence says what happened and what to do, without a word of the API', () => {
  expect(SENTENCES.size).toBeGreaterThan(5)
  const list = (isBad: (sentence: string) => boolean) =>
    [...SENTENCES].filter(([sentence]) => isBad(sentence)).map(([sentence, label]) => `${label}: ${sentence}`)
  expect(list((one) => /graphql|fetch|status|undefined|[{}]/i.test(one))).toEqual([])
  const idle = list((one) => !/"pending"|[Tt]ry again|then try|Open Palisade|within a minute/.test(one))
  expect(idle).toEqual([])
})
