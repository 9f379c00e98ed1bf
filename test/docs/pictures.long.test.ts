import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type PictureRecord, takeDocPictures } from '../../scripts/docs/takeDocPictures.ts'
import { startOwnDemo } from '../e2e/openDemo.ts'
import { shareBrowser } from '../e2e/openPerson.ts'

const readTexts = (record: PictureRecord) =>
  Object.fromEntries(Object.entries(record).map(([name, { text }]) => [name, text.split('\n')]))

test('default: no picture is older than its page. If this fails, run `npm run docs:pictures`', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'palisade-pictures-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const demo = await startOwnDemo()
  onTestFinished(demo.close)
  const taken = await takeDocPictures({ demo, browser: await shareBrowser(), folder })
  const known = JSON.parse(await readFile('docs/pictures/pictures.json', 'utf8')) as PictureRecord
  expect(readTexts(taken)).toEqual(readTexts(known))
})
