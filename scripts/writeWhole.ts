import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Write a file atomically: concurrent readers see the old bytes or the new ones, never a part. */
export function writeWhole(file: string, bytes: Uint8Array): void {
  const scratch = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`)
  writeFileSync(scratch, bytes)
  renameSync(scratch, file)
}
