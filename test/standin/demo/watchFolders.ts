import { type FSWatcher, readdirSync, watch } from 'node:fs'
import path from 'node:path'

export type WatchFoldersParameters = {
  readonly folders: readonly string[]
  /** Built files, by name or folder name, whose changes do not count. */
  readonly built?: readonly string[]
  /** Called once for a burst of changes. */
  readonly onChange: () => void
}

const BURST_MS = 50

/**
 * Follow all changes in some folders and their subfolders; returns what stops it.
 *
 * Each folder has a watcher of its own: on Linux, Node 20's recursive one loses a file that an editor replaces.
 */
export function watchFolders({ folders, built = [], onChange }: WatchFoldersParameters): () => void {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  const isOurs = (name: string) => !name.startsWith('.') && !built.includes(name)
  const follow = () => {
    const found = new Set(folders.flatMap((folder) => listFolders(folder, isOurs)))
    for (const [folder, watcher] of watchers) {
      if (found.has(folder)) continue
      watcher.close()
      watchers.delete(folder)
    }
    for (const folder of found) {
      if (watchers.has(folder)) continue
      const watcher = watch(folder, (_, name) => {
        if (name !== null && !isOurs(name)) return
        clearTimeout(timer)
        timer = setTimeout(report, BURST_MS)
      })
      watcher.on('error', () => watchers.delete(folder))
      watchers.set(folder, watcher)
    }
  }
  const report = () => {
    follow()
    onChange()
  }
  follow()
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}

/** A folder and all below it; none if it is gone. */
function listFolders(folder: string, isOurs: (name: string) => boolean): string[] {
  try {
    const below = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && isOurs(entry.name))
      .flatMap((entry) => listFolders(path.join(folder, entry.name), isOurs))
    return [folder, ...below]
  } catch {
    return []
  }
}
