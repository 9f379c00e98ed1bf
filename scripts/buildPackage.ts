import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
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

/** Build the npm package `client/`: the clients for pages, servers and headless storefronts, and the types of all. */
export async function buildPackage({ force = false }: { readonly force?: boolean } = {}): Promise<void> {
  mkdirSync(DIST, { recursive: true })
  await buildClient({ folder: DIST, force })
  for (const name of ['palisade.d.ts', 'palisade.d.mts'])
    copyFileSync(path.join(ROOT, 'public', name), path.join(DIST, name))
  copyFileSync(path.join(ROOT, 'LICENSE'), path.join(CLIENT, 'LICENSE'))
  const sources = [path.join(CLIENT, 'server'), fileURLToPath(import.meta.url)]
  if (force || (await isOlder({ target: path.join(DIST, 'server/main.js'), sources }))) buildServerClient()
  const block = [path.join(ROOT, 'extensions/gate-block/src'), path.join(ROOT, 'app/core')]
  const target = path.join(DIST, 'storefront/main.js')
  if (force || (await isOlder({ target, sources: [path.join(CLIENT, 'storefront'), ...sources, ...block] })))
    await buildStorefront(target)
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
  for (const [name, text] of declarations) writeWhole(path.join(DIST, name), Buffer.from(text))
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
  const program = ts.createProgram([path.join(CLIENT, 'server/main.ts')], {
    strict: true,
    declaration: true,
    noEmitOnError: true,
    rootDir: path.join(CLIENT, 'server'),
    outDir: path.join(DIST, 'server'),
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    rewriteRelativeImportExtensions: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
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
  await buildPackage({ force: folder !== undefined })
  if (folder) {
    mkdirSync(folder, { recursive: true })
    const packed = await runNpm({ words: ['pack', CLIENT, '--pack-destination', folder], folder: ROOT })
    console.log(`Packed ${path.resolve(folder, packed.trim().split('\n').at(-1) ?? '')}`)
  }
}
