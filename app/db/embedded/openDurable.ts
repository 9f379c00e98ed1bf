import type { PGlite } from '@electric-sql/pglite'
import { createDurableFiles, type DurableFiles } from './createDurableFiles.ts'

/** PGlite's own parameters without `-F`, which turns fsync off. Its `fdatasync` does nothing, so commits use `fsync`. */
const toParameters = (defaults: readonly string[]): string[] => [
  ...defaults.filter((word) => word !== '-F'),
  ...['-c', 'wal_sync_method=fsync', '-c', 'min_wal_size=32MB', '-c', 'max_wal_size=128MB'],
]

/** After so much log PostgreSQL writes its tables, and uses the log's files again. It does not do so by itself in PGlite. */
const CHECKPOINT_BYTES = 64 * 2 ** 20

/**
 * Open the files of a database that exists, so that it survives a crash of the machine: each answer waits until the disk
 * has what was done before it.
 */
export async function openDurable({ files }: { files: string }): Promise<PGlite> {
  // Imported here, so that a server on PostgreSQL does not load it.
  const [{ PGlite }, { NodeFS }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/nodefs'),
  ])
  const durable = createDurableFiles({ fs: new NodeFS(files) })
  const pglite = await PGlite.create({
    fs: durable.fs,
    startParams: toParameters(PGlite.defaultStartParams),
  })
  addDiskWaits({ pglite, durable })
  return pglite
}

function addDiskWaits({ pglite, durable }: { pglite: PGlite; durable: DurableFiles }): void {
  let writing: Promise<unknown> | undefined
  const writeTables = () => {
    if (writing || durable.countWritten() < CHECKPOINT_BYTES) return
    durable.forgetWritten()
    // The disk may be full: then the next statements say so, and the next 64 MB try again.
    writing = pglite
      .exec('CHECKPOINT')
      .catch(() => undefined)
      .finally(() => {
        writing = undefined
      })
  }
  const run = pglite._runExclusiveTransaction.bind(pglite)
  const { close } = pglite
  Object.assign(pglite, {
    // All statements and transactions go through it.
    _runExclusiveTransaction: async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        return await run(work)
      } finally {
        // Also after an error, which may tell what another statement has done just now.
        await durable.flush()
        writeTables()
      }
    },
    close: async () => {
      await writing
      await close.call(pglite)
    },
  } satisfies Partial<Record<keyof PGlite, unknown>>)
}
