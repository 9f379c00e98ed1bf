import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { launchBrowser } from '../test/standin/browser/launchBrowser.ts'
import { startDemo } from '../test/standin/demo/startDemo.ts'
import { buildAll } from './buildAll.ts'
import { fillShops } from './screenshots/fillShops.ts'
import { takePictures } from './screenshots/takePictures.ts'

/*
 * npm run screenshots takes a picture of every page of the admin, of its states, and of the storefront's, at both
 * widths, on a demo of its own. `npm run screenshots -- <folder>` writes elsewhere than into .data/screenshots, and
 * `npm run screenshots -- <folder> <word>` takes those alone that have the word in their name. It fails if one cannot
 * be taken.
 */
const [folder = path.join('.data', 'screenshots'), word = ''] = process.argv.slice(2)

async function run(): Promise<void> {
  await buildAll()
  await mkdir(folder, { recursive: true })
  const dataDir = await mkdtemp(path.join(tmpdir(), 'palisade-screenshots-'))
  const demo = await startDemo({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    say: () => {},
    onDeath: (sentence) => console.error(sentence),
  })
  const browser = await launchBrowser()
  try {
    const failed = await takePictures({ browser, shops: await fillShops(demo), folder, word })
    for (const sentence of failed) console.error(sentence)
    if (failed.length > 0) process.exitCode = 1
  } finally {
    await browser.close()
    await demo.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

await run()
