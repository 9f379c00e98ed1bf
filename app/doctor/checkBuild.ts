import { statSync } from 'node:fs'
import path from 'node:path'
import { PalisadeError } from '../core/errors/base.ts'
import { createFunctionRunner } from '../wasm/createFunctionRunner.ts'
import type { Finding } from './types.ts'

const BLOCK = 'extensions/gate-block'
/** Paths of the block's scripts in the repository: the loader, what it loads, and what stands alone. */
export const BLOCK_SCRIPTS = [
  `${BLOCK}/assets/palisade-gate.js`,
  `${BLOCK}/assets/palisade-gate-run.js`,
  `${BLOCK}/assets/palisade-badges.js`,
  `${BLOCK}/assets/palisade-editor.js`,
  `${BLOCK}/assets/palisade-content.js`,
  `${BLOCK}/assets/palisade-tokens.js`,
  `${BLOCK}/assets/palisade-walletconnect.js`,
  `${BLOCK}/assets/palisade-walletconnect-client.js`,
  `${BLOCK}/assets/palisade-flow.js`,
  `${BLOCK}/assets/palisade-flow-client.js`,
] as const

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

/** Check that the server is built, which `npm start` runs, if `root` is the repository. */
export function checkServer({ root }: { root: string }): Finding[] {
  return checkFile({
    root,
    check: 'app',
    file: 'build/server.js',
    without: 'there is no server to start',
    next: 'Run "npm run build".',
  })
}

/** Check that the block's scripts are built, if `root` is the repository, from which `npm run deploy` uploads them. */
export function checkBlock({ root }: { root: string }): Finding[] {
  const findings = BLOCK_SCRIPTS.flatMap((file) =>
    checkFile({
      ...{ root, check: 'block', file },
      without: 'the block of a deploy would do nothing',
      next: 'Run "npm run build:block".',
    }),
  )
  // One line in the doctor, whichever file is missing.
  const told = findings.find(({ outcome }) => outcome === 'fail') ?? findings[0]
  return told ? [told] : []
}

type CheckFileParameters = {
  readonly root: string
  readonly check: string
  readonly file: string
  /** What its absence means. */
  readonly without: string
  readonly next: string
}

function checkFile({ root, check, file, without, next }: CheckFileParameters): Finding[] {
  const isFilled = (name: string) =>
    (statSync(path.join(root, name), { throwIfNoEntry: false })?.size ?? 0) > 0
  if (!isFilled(`${BLOCK}/shopify.extension.toml`)) return []
  if (isFilled(file)) return [{ check, outcome: 'ok', found: `${file} is built.`, next: null }]
  return [{ check, outcome: 'fail', found: `${file} is missing or empty: ${without}.`, next }]
}
