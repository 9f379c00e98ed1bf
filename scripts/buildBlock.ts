import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const sourceDir = join(root, 'extensions/gate-block/src')
const defaultTarget = join(root, 'extensions/gate-block/assets/palisade-gate.js')

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
  if (!force && !isOlder(target)) return { target, ...measure(readFileSync(target)), wasBuilt: false }
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
  writeFileSync(target, output.contents)
  return { target, ...measure(output.contents), wasBuilt: true }
}

function isOlder(target: string): boolean {
  const built = modifiedAt(target)
  const sources = readdirSync(sourceDir, { recursive: true, encoding: 'utf8' })
  const files = [...sources.filter((name) => name.endsWith('.ts')).map((name) => join(sourceDir, name))]
  return [...files, fileURLToPath(import.meta.url)].some((file) => modifiedAt(file) >= built)
}

function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
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
