import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { BLOCK_SCRIPT } from '../app/doctor/checkBuild.ts'
import { isOlder } from './isOlder.ts'
import { writeWhole } from './writeWhole.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const sourceDir = join(root, 'extensions/gate-block/src')
const defaultTarget = join(root, BLOCK_SCRIPT)

export type BuildBlockParameters = {
  /** Build even if the asset is newer than its sources. */
  readonly force?: boolean
  /** Where to write; default: the extension's asset. */
  readonly target?: string
}
export type BuildBlockResult = {
  readonly target: string
  readonly rawBytes: number
  readonly gzipBytes: number
  readonly wasBuilt: boolean
}

/** Build the storefront script, unless it is newer than its sources. */
export async function buildBlock(parameters: BuildBlockParameters = {}): Promise<BuildBlockResult> {
  const { force = false, target = defaultTarget } = parameters
  const sources = [sourceDir, join(root, 'app/core'), fileURLToPath(import.meta.url)]
  if (!force && !(await isOlder({ target, sources })))
    return { target, ...measure(readFileSync(target)), wasBuilt: false }
  const result = await build({
    entryPoints: [join(sourceDir, 'main.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    absWorkingDir: root,
  })
  const output = result.outputFiles[0]
  if (!output) throw new Error('esbuild made no file.')
  mkdirSync(dirname(target), { recursive: true })
  writeWhole(target, output.contents)
  return { target, ...measure(output.contents), wasBuilt: true }
}

function measure(contents: Uint8Array): { rawBytes: number; gzipBytes: number } {
  return { rawBytes: contents.length, gzipBytes: gzipSync(contents, { level: 9 }).length }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { target, rawBytes, gzipBytes, wasBuilt } = await buildBlock({
    force: process.argv.includes('--force'),
  })
  const state = wasBuilt ? 'built' : 'up to date'
  console.log(`${relative(root, target)} ${state}: ${rawBytes} B, ${gzipBytes} B gzip (limit 10000 B)`)
}
