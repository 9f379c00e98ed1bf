import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'

/** Whether a built file is missing, or older than any of its sources (files or folders, without generated ones). */
export async function isOlder({
  target,
  sources,
}: {
  target: string
  sources: readonly string[]
}): Promise<boolean> {
  const built = await stat(target).catch(() => null)
  if (!built) return true
  for (const source of sources) {
    const newest = await newestChange(source)
    if (newest > built.mtimeMs) return true
  }
  return false
}

async function newestChange(file: string): Promise<number> {
  const found = await stat(file).catch(() => null)
  if (!found) return 0
  if (!found.isDirectory()) return found.mtimeMs
  const names = await readdir(file)
  const changes = await Promise.all(
    names.filter((name) => name !== 'generated').map((name) => newestChange(path.join(file, name))),
  )
  return Math.max(found.mtimeMs, ...changes)
}
