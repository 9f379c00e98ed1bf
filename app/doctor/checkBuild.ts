import { statSync } from 'node:fs'
import path from 'node:path'
import { PalisadeError } from '../core/errors/base.ts'
import { createFunctionRunner } from '../wasm/createFunctionRunner.ts'
import type { Finding } from './types.ts'

const BLOCK = 'extensions/gate-block'
/** Path of the block's script in the repository. */
export const BLOCK_SCRIPT = `${BLOCK}/assets/palisade-gate.js`

/** Check that the server's copies of the Functions are there and whole. */
export async function checkFunctions({ folder }: { folder?: string } = {}): Promise<Finding> {
  const check = 'functions'
  try {
    const queries = await createFunctionRunner(folder ? { folder } : {}).readQueries()
    const handles = [...new Set(queries.map(({ handle }) => handle))]
    return { check, outcome: 'ok', found: `${handles.join(' and ')} are built.`, next: null }
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    return { check, outcome: 'fail', found: error.message, next: error.hint ?? null }
  }
}

/** Check that the block's script is built, if `root` is the repository, from which `npm run deploy` uploads it. */
export function checkBlock({ root }: { root: string }): Finding[] {
  const isFilled = (file: string) =>
    (statSync(path.join(root, file), { throwIfNoEntry: false })?.size ?? 0) > 0
  if (!isFilled(`${BLOCK}/shopify.extension.toml`)) return []
  const isBuilt = isFilled(BLOCK_SCRIPT)
  return [
    {
      check: 'block',
      outcome: isBuilt ? 'ok' : 'fail',
      found: isBuilt
        ? `${BLOCK_SCRIPT} is built.`
        : `${BLOCK_SCRIPT} is missing or empty: the block of a deploy would do nothing.`,
      next: isBuilt ? null : 'Run "npm run build:block".',
    },
  ]
}
