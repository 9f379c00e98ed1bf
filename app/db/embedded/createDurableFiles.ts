import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import type { NodeFS } from '@electric-sql/pglite/nodefs'

/** The files of an embedded database, with which it survives a crash of the machine. */
export type DurableFiles = {
  readonly fs: NodeFS
  /**
   * Wait until the disk has every statement that has ended. Callers at the same time share one wait.
   * @throws Error with PostgreSQL's code 58030, from the first fault of the disk on
   */
  readonly flush: () => Promise<void>
  /** Bytes of PostgreSQL's log since the last call of `forgetWritten`. */
  readonly countWritten: () => number
  readonly forgetWritten: () => void
}

/**
 * Let PostgreSQL's fsync reach the disk. PGlite's own files ignore it.
 *
 * A commit ends with an fsync of the log (WAL). It would stop the process for milliseconds, so the file is only noted, and
 * `flush` waits for it outside of the event loop. Until then no answer leaves, and no other file is written: PostgreSQL
 * relies on a log that reaches the disk first.
 * @see https://www.postgresql.org/docs/current/wal-reliability.html
 */
export function createDurableFiles({ fs }: { fs: NodeFS }): DurableFiles {
  const noted = new Set<string>()
  const flushing = new Set<string>()
  let written = 0
  let fault: Error | undefined
  const fail = (cause: unknown) => {
    // Linux forgets a write that failed: a second fsync would succeed although the data is lost.
    fault ??= Object.assign(new Error('The disk of the embedded database failed.', { cause }), {
      code: '58030',
    })
    return fault
  }
  const flushNow = () => {
    if (fault) throw fault
    for (const file of [...flushing, ...noted]) {
      writeToDiskNow(file)
      noted.delete(file)
      flushing.delete(file)
    }
  }
  const init = fs.init.bind(fs)
  fs.init = async (...given) => {
    const { emscriptenOpts } = await init(...given)
    const hook = (module: unknown) =>
      addHooks(module as Module, {
        note: (file) => noted.add(file),
        flushNow,
        count: (bytes) => {
          written += bytes
        },
        fail,
      })
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), hook] } }
  }
  return {
    fs,
    flush: createSharedRun({
      isNeeded: () => noted.size > 0 || fault !== undefined,
      run: async () => {
        if (fault) throw fault
        for (const file of noted) flushing.add(file)
        noted.clear()
        try {
          await Promise.all([...flushing].map(writeToDisk))
          flushing.clear()
        } catch (cause) {
          throw fail(cause)
        }
      },
    }),
    countWritten: () => written,
    forgetWritten: () => {
      written = 0
    },
  }
}

/** Run a function for all callers that came before it began; the next run begins when it has ended. */
function createSharedRun({
  isNeeded,
  run,
}: {
  isNeeded: () => boolean
  run: () => Promise<void>
}): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  return async () => {
    if (!isNeeded()) return running
    next ??= (running ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        next = undefined
        const own = run().finally(() => {
          if (running === own) running = undefined
        })
        running = own
        return own
      })
    return next
  }
}

/** What this file uses of Emscripten's module. */
type Node = { readonly mode: number }
type Stream = { readonly node: Node; readonly nfd: number }
type Operations = Record<string, (...given: never[]) => unknown>
type Module = {
  readonly FS: { readonly isDir: (mode: number) => boolean; readonly ErrnoError: new (code: number) => Error }
  readonly NODEFS: {
    readonly realPath: (node: Node) => string
    readonly stream_ops: Operations
    readonly node_ops: Operations
  }
}
/** Emscripten's EIO. */
const EIO = 29

function addHooks(
  { FS, NODEFS }: Module,
  hooks: {
    note: (file: string) => void
    flushNow: () => void
    count: (bytes: number) => void
    fail: (cause: unknown) => Error
  },
): void {
  const { stream_ops: streams, node_ops: nodes } = NODEFS
  // Any other error would leave PostgreSQL in the middle of its work.
  const guard = <T>(run: () => T): T => {
    try {
      return run()
    } catch (cause) {
      hooks.fail(cause)
      throw new FS.ErrnoError(EIO)
    }
  }
  const logs = new WeakMap<Node, boolean>()
  const isLog = (node: Node) => {
    const known = logs.get(node)
    if (known !== undefined) return known
    const found = !FS.isDir(node.mode) && path.basename(path.dirname(NODEFS.realPath(node))) === 'pg_wal'
    logs.set(node, found)
    return found
  }
  const flushBefore = (operations: Operations, name: string) => {
    const original = operations[name] as (...given: unknown[]) => unknown
    operations[name] = (...given: unknown[]) => {
      guard(hooks.flushNow)
      return original(...given)
    }
  }
  for (const name of ['rename', 'unlink', 'setattr']) flushBefore(nodes, name)
  flushBefore(streams, 'setattr')
  const write = streams.write as (...given: unknown[]) => number
  streams.write = (stream: Stream, ...given: unknown[]) => {
    if (isLog(stream.node)) hooks.count(Number(given[2]))
    else guard(hooks.flushNow)
    return write(stream, ...given)
  }
  streams.fsync = (stream: Stream) => {
    if (isLog(stream.node)) hooks.note(NODEFS.realPath(stream.node))
    else
      guard(() => {
        hooks.flushNow()
        if (FS.isDir(stream.node.mode)) fsyncSync(stream.nfd)
        else fdatasyncSync(stream.nfd)
      })
    return 0
  }
}

function writeToDiskNow(file: string): void {
  const opened = openSync(file, 'r+')
  try {
    fdatasyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

async function writeToDisk(file: string): Promise<void> {
  const opened = await open(file, 'r+')
  try {
    await opened.datasync()
  } finally {
    await opened.close()
  }
}
