import { afterAll, beforeAll, describe, test } from 'vitest'
import { formatTable, HEAD } from './documented/formatTable.ts'
import { openStage, type Stage } from './documented/openStage.ts'
import { sections } from './documented/sections.ts'
import type { DocumentedCase } from './documented/types.ts'

/* Every documented request, sent. What a browser or a package is needed for, another test runs. */
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage?.close()
  console.log(`${HEAD}\n${formatTable()}`)
})

const listSent = (cases: readonly DocumentedCase[]) =>
  cases.flatMap(({ row, what, check }) => (check ? [{ row, what, check }] : []))

describe.each(sections.filter(({ cases }) => listSent(cases).length > 0))('$name', ({ cases }) => {
  test.for(listSent(cases))('behavior: $row $what', async ({ check }) => {
    await check(stage)
  })
})
