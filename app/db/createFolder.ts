import { mkdir, stat } from 'node:fs/promises'
import path from 'node:path'

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write it',
  EDQUOT: 'its disk is full',
  EEXIST: 'a file has its name',
  ENOSPC: 'its disk is full',
  ENOTDIR: 'a file has its name',
  EPERM: 'this user may not write it',
  EROFS: 'its disk is read-only',
}

/** Format why a folder cannot be written, by the code of the fault, e.g. `EROFS`. */
export function formatFolderFault({ folder, code }: { folder: string; code: string }): string {
  const words = WORDS[code]
  return `The folder ${folder} cannot be written: ${words ? `${words} (${code})` : code}.`
}

/**
 * Create a folder, and those above it that are missing. `mkdir` with `recursive` says ENOENT where a folder above is
 * read-only; this throws the fault itself.
 */
export async function createFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  const above = path.dirname(folder)
  if (above !== folder) await createFolder(above)
  await mkdir(folder).catch(async (error: unknown) => {
    // Another process may have made it just now.
    if (!(await isFolder(folder))) throw error
  })
}

async function isFolder(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null)
  return found?.isDirectory() ?? false
}
