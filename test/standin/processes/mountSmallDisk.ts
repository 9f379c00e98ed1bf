import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export type SmallDisk = {
  readonly folder: string
  /** Leave no free space, so that every write that needs some fails (ENOSPC). */
  readonly fill: () => void
  /** Give the space back. */
  readonly free: () => void
  readonly close: () => void
}

const SIZE = '4g'

let canMount: boolean | undefined

/** Whether this process may mount a disk: root may, except in a container that forbids it. */
export function canMountDisk(): boolean {
  canMount ??= process.getuid?.() === 0 && isMountable()
  return canMount
}

function isMountable(): boolean {
  try {
    mountSmallDisk().close()
    return true
  } catch {
    return false
  }
}

/** Mount a disk of its own in memory; only root can. It is full when it shrinks to what is on it. */
export function mountSmallDisk(): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-disk-'))
  const mount = (options: string) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' })
  try {
    mount(`size=${SIZE},mode=0755`)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return {
    folder,
    fill: () => {
      // Somebody may write between the look and the mount, and no disk shrinks below what is on it.
      for (let attempt = 1; ; attempt++) {
        const { blocks, bfree, bsize } = statfsSync(folder)
        try {
          return void mount(`remount,size=${(blocks - bfree) * bsize}`)
        } catch (error) {
          if (attempt === 50) throw error
        }
      }
    },
    free: () => void mount(`remount,size=${SIZE}`),
    close: () => {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
