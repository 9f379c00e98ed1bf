import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { buildClient } from './buildClient.ts'
import { isOlder } from './isOlder.ts'
import { runNpm } from './runNpm.ts'

const ROOT = path.resolve(fileURLToPath(import.meta.url), '../..')
const CLIENT = path.join(ROOT, 'client')
const DIST = path.join(CLIENT, 'dist')

/** Build the npm package `client/`: the browser client, the server client, and the types of both. */
export async function buildPackage({ force = false }: { readonly force?: boolean } = {}): Promise<void> {
  mkdirSync(DIST, { recursive: true })
  await buildClient({ folder: DIST, force })
  for (const name of ['palisade.d.ts', 'palisade.d.mts'])
    copyFileSync(path.join(ROOT, 'public', name), path.join(DIST, name))
  copyFileSync(path.join(ROOT, 'LICENSE'), path.join(CLIENT, 'LICENSE'))
  const sources = [path.join(CLIENT, 'server'), fileURLToPath(import.meta.url)]
  if (force || (await isOlder({ target: path.join(DIST, 'server/main.js'), sources }))) buildServerClient()
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
  const found = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics]
  if (found.length === 0) return
  const host = { getCanonicalFileName: String, getCurrentDirectory: () => ROOT, getNewLine: () => '\n' }
  throw new Error(`client/server does not compile.\n${ts.formatDiagnostics(found, host)}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2)
  await buildPackage({ force: folder !== undefined })
  if (folder) await runNpm({ words: ['pack', CLIENT, '--pack-destination', folder], folder: ROOT })
}
