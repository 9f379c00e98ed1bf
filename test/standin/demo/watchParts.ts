import path from 'node:path'
import { BLOCK_SCRIPTS } from '../../../app/doctor/checkBuild.ts'
import { buildBlock } from '../../../scripts/buildBlock.ts'
import { buildClient } from '../../../scripts/buildClient.ts'
import { buildFunctions } from '../../../scripts/buildFunctions.ts'
import { deployBlock } from './deployBlock.ts'
import { watchFolders } from './watchFolders.ts'

type Part = {
  readonly name: string
  readonly folders: readonly string[]
  readonly rebuild: () => Promise<void>
}
export type WatchPartsParameters = {
  /** The block as the storefront reads it; absent: it is read where it is built. */
  readonly blockDir?: string
  /** Let the stand-in run a Function as it is built now; absent: Shopify's command line builds the Functions. */
  readonly deployFunction?: (handle: string) => Promise<void>
  readonly say: (sentence: string) => void
}

export const BLOCK = 'extensions/gate-block'
const BUILT = ['dist', ...BLOCK_SCRIPTS.map((script) => path.basename(script))]

/** Rebuild the block, the API's client and, if asked, the Functions when their sources change; returns what stops it. */
export function watchParts({ blockDir, deployFunction, say }: WatchPartsParameters): () => void {
  const functions = ['gate-discount', 'gate-validation'].map((handle) => ({
    name: handle,
    folders: [`extensions/${handle}`, 'extensions/proof-check'],
    rebuild: async () => {
      await buildFunctions({ force: true, only: [handle] })
      await deployFunction?.(handle)
    },
  }))
  const parts: Part[] = [
    {
      name: 'block',
      folders: [BLOCK, 'app/core'],
      rebuild: async () => {
        await buildBlock({ force: true })
        if (blockDir) deployBlock({ from: BLOCK, to: blockDir })
      },
    },
    {
      name: 'client',
      folders: ['client', `${BLOCK}/src`, 'app/core'],
      rebuild: async () => {
        await buildClient({ force: true })
      },
    },
    ...(deployFunction ? functions : []),
  ]
  // One build at a time, and one more for all changes that came meanwhile.
  const waiting = new Set<Part>()
  let last = Promise.resolve()
  const stops = parts.map((part) =>
    watchFolders({
      folders: part.folders,
      built: BUILT,
      onChange: () => {
        if (waiting.has(part)) return
        waiting.add(part)
        last = last.then(() => {
          waiting.delete(part)
          return rebuild({ part, say })
        })
      },
    }),
  )
  return () => {
    for (const stop of stops) stop()
  }
}

async function rebuild({ part, say }: { part: Part; say: (sentence: string) => void }): Promise<void> {
  const startedAt = performance.now()
  try {
    await part.rebuild()
    say(`${part.name} rebuilt in ${Math.round(performance.now() - startedAt)} ms`)
  } catch (error) {
    // esbuild has printed its errors itself.
    const isPrinted = error instanceof Error && 'errors' in error
    const reason = error instanceof Error ? error.message : String(error)
    say(`${part.name} not rebuilt; the old one goes on.${isPrinted ? '' : `\n${reason}`}`)
  }
}
