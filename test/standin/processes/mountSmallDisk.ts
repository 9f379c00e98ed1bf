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

/** Whether this process may mount a disk. */
export const canMountDisk = (): boolean => process.getuid?.() === 0

/** Mount a disk of its own in memory; only root can. It is full when it shrinks to what is on it. */
export function mountSmallDisk(): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'palisade-disk-'))
  const mount = (options: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
  mount(`size=${SIZE},mode=0755`)
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
