import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { isOlder } from './isOlder.ts'
import { writeWhole } from './writeWhole.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const sourceDir = join(root, 'client/src')

export type BuildClientParameters = {
  /** Build even if the files are newer than their sources. */
  readonly force?: boolean
  /** Folder to write to; default: `public/`. */
  readonly folder?: string
}
export type BuiltFile = {
  readonly target: string
  readonly rawBytes: number
  readonly gzipBytes: number
  readonly wasBuilt: boolean
}

/** Build the API's browser client as a script (`palisade.js`) and as a module (`palisade.mjs`), unless they are newer than their sources. */
export async function buildClient(parameters: BuildClientParameters = {}): Promise<readonly BuiltFile[]> {
  const { force = false, folder = join(root, 'public') } = parameters
  mkdirSync(folder, { recursive: true })
  const built: BuiltFile[] = []
  for (const [name, entry, format] of [
    ['palisade.js', 'main.ts', 'iife'],
    ['palisade.mjs', 'module.ts', 'esm'],
  ] as const) {
    built.push(await buildFile({ force, target: join(folder, name), entry, format }))
  }
  return built
}

type BuildFileParameters = {
  readonly force: boolean
  readonly target: string
  readonly entry: string
  readonly format: 'iife' | 'esm'
}

async function buildFile({ force, target, entry, format }: BuildFileParameters): Promise<BuiltFile> {
  const sources = [
    sourceDir,
    join(root, 'extensions/gate-block/src'),
    join(root, 'app/core'),
    fileURLToPath(import.meta.url),
  ]
  if (!force && !(await isOlder({ target, sources })))
    return { target, ...measure(readFileSync(target)), wasBuilt: false }
  const result = await build({
    entryPoints: [join(sourceDir, entry)],
    bundle: true,
    minify: true,
    format,
    define: format === 'esm' ? { MODULE_URL: 'import.meta.url' } : {},
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    absWorkingDir: root,
  })
  const output = result.outputFiles?.[0]
  if (!output) throw new Error('esbuild made no file.')
  writeWhole(target, output.contents)
  return { target, ...measure(output.contents), wasBuilt: true }
}

function measure(contents: Uint8Array): { rawBytes: number; gzipBytes: number } {
  return { rawBytes: contents.length, gzipBytes: gzipSync(contents, { level: 9 }).length }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const force = process.argv.includes('--force')
  for (const { target, rawBytes, gzipBytes, wasBuilt } of await buildClient({ force })) {
    const state = wasBuilt ? 'built' : 'up to date'
    console.log(`${relative(root, target)} ${state}: ${rawBytes} B, ${gzipBytes} B gzip (limit 15000 B)`)
  }
}
