import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { launchBrowser } from '../test/standin/browser/launchBrowser.ts'
import { startDemo } from '../test/standin/demo/startDemo.ts'
import { buildAll } from './buildAll.ts'
import { type PictureRecord, takeDocPictures } from './docs/takeDocPictures.ts'

/*
 * npm run docs:pictures takes the pictures of the documents again, into docs/pictures, on a demo of its own, and records
 * what they show. `npm run docs:pictures -- <word>` takes those alone that have the word in their name.
 */
const FOLDER = 'docs/pictures'
const RECORD = `${FOLDER}/pictures.json`
const [word = ''] = process.argv.slice(2)

async function run(): Promise<void> {
  await buildAll()
  await mkdir(FOLDER, { recursive: true })
  const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-pictures-'))
  const [host, port] = ['127.0.0.1', 0]
  const demo = await startDemo({ host, port, dataDir, say: () => {}, onDeath: console.error })
  const browser = await launchBrowser()
  try {
    const taken = await takeDocPictures({ demo, browser, folder: FOLDER, word, say: console.log })
    const known = JSON.parse(await readFile(RECORD, 'utf8').catch(() => '{}')) as PictureRecord
    const all = Object.entries(word === '' ? taken : { ...known, ...taken }).sort(([a], [b]) =>
      a < b ? -1 : 1,
    )
    await writeFile(RECORD, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
  } finally {
    await browser.close()
    await demo.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

await run()
