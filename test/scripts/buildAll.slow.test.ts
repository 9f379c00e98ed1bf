import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { buildParts } from '../../scripts/buildAll.ts'

const FOLDERS = ['public', 'client', 'extensions/gate-block']

/** When each file was last written, by its path. */
function listTimes(): Map<string, number> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)),
  )
  return new Map(
    files.filter((file) => statSync(file).isFile()).map((file) => [file, statSync(file).mtimeMs]),
  )
}

// A file written anew makes the app's build stale, which would replace build/ below servers that start from it.
test('behavior: building again writes no file that another build reads', async () => {
  await buildParts()
  const before = listTimes()
  await buildParts()
  expect(listTimes()).toEqual(before)
})
