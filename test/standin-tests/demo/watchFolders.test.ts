import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { watchFolders } from '../../standin/demo/watchFolders.ts'

/** Watch a new folder with one file; `count` says how often a change was reported. */
function watchNew(): { folder: string; count: () => number } {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-watch-'))
  mkdirSync(path.join(folder, 'src'))
  writeFileSync(path.join(folder, 'src/a.ts'), '1')
  let changes = 0
  const stop = watchFolders({ folders: [folder], built: ['dist', 'out.js'], onChange: () => changes++ })
  onTestFinished(() => {
    stop()
    rmSync(folder, { recursive: true })
  })
  return { folder, count: () => changes }
}

test('default: a file that is written, replaced, added or deleted is a change, each time', async () => {
  const { folder, count } = watchNew()
  const file = path.join(folder, 'src/a.ts')
  for (const change of [
    () => writeFileSync(file, '2'),
    () => {
      writeFileSync(`${file}~`, '3')
      renameSync(`${file}~`, file)
    },
    // After the replacement the file is another one, which must be seen too.
    () => writeFileSync(file, '4'),
    () => writeFileSync(path.join(folder, 'src/b.ts'), '1'),
    () => rmSync(file),
  ]) {
    const before = count()
    change()
    await expect.poll(count).toBeGreaterThan(before)
  }
})

test('behavior: a folder that is added is followed too', async () => {
  const { folder, count } = watchNew()
  mkdirSync(path.join(folder, 'src/deep'))
  await expect.poll(count).toBeGreaterThan(0)
  const before = count()
  writeFileSync(path.join(folder, 'src/deep/c.ts'), '1')
  await expect.poll(count).toBeGreaterThan(before)
})

test('behavior: what a build or an editor writes beside the sources is no change', async () => {
  const { folder, count } = watchNew()
  let everything = 0
  onTestFinished(watchFolders({ folders: [folder], onChange: () => everything++ }))
  writeFileSync(path.join(folder, 'src/.a.ts.swp'), '1')
  writeFileSync(path.join(folder, 'src/out.js'), '1')
  // The second watcher started later, so it reports later.
  await expect.poll(() => everything).toBe(1)
  expect(count()).toBe(0)
})
