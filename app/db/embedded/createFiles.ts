import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'

/** Files that are written to the disk at the same time. */
const AT_ONCE = 16

/**
 * Create the files of an empty database. It takes seconds. If the process or the machine ends meanwhile, no half-made
 * database remains.
 */
export async function createFiles({ files }: { files: string }): Promise<void> {
  const unfinished = `${files}.new`
  await rm(unfinished, { recursive: true, force: true })
  const pglite = await PGlite.create(unfinished)
  await pglite.close()
  const all = await readdir(unfinished, { recursive: true })
  for (let first = 0; first < all.length; first += AT_ONCE)
    await Promise.all(
      all.slice(first, first + AT_ONCE).map((name) => writeToDisk(path.join(unfinished, name))),
    )
  await writeToDisk(unfinished)
  await rename(unfinished, files)
  await writeToDisk(path.dirname(files))
}

/** Wait until the disk has a file, or the names in a folder. */
async function writeToDisk(file: string): Promise<void> {
  // Windows cannot open a folder. It writes names to the disk by itself.
  if (process.platform === 'win32' && (await stat(file)).isDirectory()) return
  const opened = await open(file, process.platform === 'win32' ? 'r+' : 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
