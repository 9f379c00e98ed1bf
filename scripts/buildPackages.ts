import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import ts from 'typescript'
import { buildClient } from './buildClient.ts'
import { isOlder } from './isOlder.ts'
import { runNpm } from './runNpm.ts'
import { writeWhole } from './writeWhole.ts'

const ROOT = path.resolve(fileURLToPath(import.meta.url), '../..')
const CLIENT = path.join(ROOT, 'client')
const DIST = path.join(CLIENT, 'dist')
const SERVER = path.join(CLIENT, 'server')

/** The folders of the npm packages `@palisade/client` and `@palisade/server`. */
export const PACKAGES = [CLIENT, SERVER] as const

/** Build both npm packages: the clients for pages, headless storefronts and servers, and the types of all. */
export async function buildPackages({ force = false }: { readonly force?: boolean } = {}): Promise<void> {
  mkdirSync(DIST, { recursive: true })
  await buildClient({ folder: DIST, force })
  for (const name of ['palisade.d.ts', 'palisade.d.mts'])
    copyChanged(path.join(ROOT, 'public', name), path.join(DIST, name))
  for (const folder of PACKAGES) copyChanged(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'))
  const own = readdirSync(SERVER).filter((name) => name.endsWith('.ts'))
  const sources = [...own.map((name) => path.join(SERVER, name)), fileURLToPath(import.meta.url)]
  if (force || (await isOlder({ target: path.join(SERVER, 'dist/main.js'), sources }))) buildServerClient()
  const block = [path.join(ROOT, 'extensions/gate-block/src'), path.join(ROOT, 'app/core')]
  const target = path.join(DIST, 'storefront/main.js')
  if (force || (await isOlder({ target, sources: [path.join(CLIENT, 'storefront'), ...sources, ...block] })))
    await buildStorefront(target)
}

/** Copy a file unless the copy is the same: its folder is a source of other builds, which a newer copy would repeat. */
function copyChanged(from: string, to: string): void {
  const bytes = readFileSync(from)
  if (!existsSync(to) || !readFileSync(to).equals(bytes)) writeWhole(to, bytes)
}

/**
 * Build the module for headless storefronts from the block's own sources. It is readable, because a site's bundler makes
 * it small.
 * @throws Error with the compiler's messages, or if a declaration names a type of the block
 */
async function buildStorefront(target: string): Promise<void> {
  const entry = path.join(CLIENT, 'storefront/main.ts')
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    absWorkingDir: ROOT,
  })
  const declarations = declareStorefront(entry)
  rmSync(path.dirname(target), { recursive: true, force: true })
  mkdirSync(path.dirname(target), { recursive: true })
  writeWhole(target, outputFiles[0]?.contents ?? Buffer.alloc(0))
  for (const [name, text] of declarations) {
    mkdirSync(path.dirname(path.join(DIST, name)), { recursive: true })
    writeWhole(path.join(DIST, name), Buffer.from(text))
  }
}

/** The declarations that a site's compiler reaches from the entry, by their place in the package. */
function declareStorefront(entry: string): Map<string, string> {
  const emitted = new Map<string, string>()
  const program = ts.createProgram([entry], {
    ...{
      strict: true,
      declaration: true,
      emitDeclarationOnly: true,
      noEmitOnError: true,
      skipLibCheck: true,
    },
    ...{ rootDir: ROOT, outDir: ROOT, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    ...{ moduleResolution: ts.ModuleResolutionKind.Bundler, allowImportingTsExtensions: true },
    ...{ lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [] },
  })
  const written = program.emit(undefined, (file, text) => emitted.set(path.relative(CLIENT, file), text))
  throwFaults('client/storefront', [...ts.getPreEmitDiagnostics(program), ...written.diagnostics])
  const reached = new Set(['storefront/main.d.ts'])
  for (const name of reached) {
    const text = emitted.get(name)
    if (text === undefined || name.startsWith('..'))
      throw new Error(`The types of client/storefront name ${name}, which the package does not have.`)
    for (const [, from = ''] of text.matchAll(/(?:from |import\()['"](\.[^'"]+)\.ts['"]/g))
      reached.add(path.join(path.dirname(name), `${from}.d.ts`))
  }
  return new Map([...reached].map((name) => [name, emitted.get(name) ?? '']))
}

/** @throws Error with the compiler's messages. */
function buildServerClient(): void {
  const program = ts.createProgram([path.join(SERVER, 'main.ts')], {
    strict: true,
    declaration: true,
    noEmitOnError: true,
    rootDir: SERVER,
    outDir: path.join(SERVER, 'dist'),
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    rewriteRelativeImportExtensions: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    // What every runtime of JavaScript has of the web: fetch, Headers, AbortSignal and WebCrypto.
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
  })
  throwFaults('client/server', [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics])
}

function throwFaults(name: string, found: readonly ts.Diagnostic[]): void {
  if (found.length === 0) return
  const host = { getCanonicalFileName: String, getCurrentDirectory: () => ROOT, getNewLine: () => '\n' }
  throw new Error(`${name} does not compile.\n${ts.formatDiagnostics(found, host)}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // `npm run pack:client` names a folder, after which a person may name another.
  const folder = process.argv.slice(2).at(-1)
  await buildPackages({ force: folder !== undefined })
  if (folder) {
    mkdirSync(folder, { recursive: true })
    const packed = await runNpm({ words: ['pack', ...PACKAGES, '--pack-destination', folder], folder: ROOT })
    for (const name of packed.trim().split('\n')) console.log(`Packed ${path.resolve(folder, name)}`)
  }
}
