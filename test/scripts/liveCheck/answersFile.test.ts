import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { formatAnswers, mergeAnswers, writeAnswers } from '../../../scripts/liveCheck/answersFile.ts'

const shop = 'a-shop.myshopify.com'
const at = new Date('2026-11-28T00:00:00Z')
const found = { jsonMetafields: { answer: 'as-written', seen: 'It came back.' } }
const unknown = { jsonMetafields: { answer: null, seen: 'Nobody looked.' } }

function chooseFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-answers-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'deep', 'shop.json')
}

test('default: an answer stays when a later run finds none', async () => {
  const file = chooseFile()
  await writeAnswers(file, await mergeAnswers({ file, shop, findings: found, at }))
  const later = await mergeAnswers({ file, shop, findings: unknown, at: new Date() })
  expect(later.answers.jsonMetafields).toMatchObject({ answer: 'as-written', at: at.toISOString() })
  expect(formatAnswers(later)).toContain('expected  jsonMetafields: as-written')
})

test.each(['{"answers":', 'null', '{}', '[]'])(
  'behavior: a file with %s does not cost the answers of this run',
  async (text) => {
    const file = path.join(chooseFile(), '..', '..', 'shop.json')
    writeFileSync(file, text)
    const { answers } = await mergeAnswers({ file, shop, findings: found, at })
    expect(answers.jsonMetafields?.answer).toBe('as-written')
  },
)
