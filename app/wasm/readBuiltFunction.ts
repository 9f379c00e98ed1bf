import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupError } from '../core/errors/base.ts'

/** File that the build writes beside a module: the hash of its bytes in hex, and the input query of each target. */
export type BuildRecord = {
  readonly sha256: string
  readonly queries: readonly { readonly target: string; readonly query: string }[]
}
export type BuiltFunction = BuildRecord & { readonly bytes: Uint8Array<ArrayBuffer> }
export type ReadBuiltFunctionParameters = {
  readonly handle: string
  /** Folder of the built Functions. If absent, it is searched upwards from this file and from the working directory. */
  readonly folder?: string
}

/** In the repository, and in the folder that the build makes. */
const FOLDERS = [path.join('build', 'functions'), 'functions']
const HINT =
  'Run "npm run build:functions". If the server runs elsewhere, copy the folder build/ to it again.'

/**
 * Read a Function as `npm run build:functions` made it, and check that nobody changed its bytes since.
 *
 * This is the server's own copy. `shopify app deploy` uploads `extensions/<handle>/dist/<handle>.wasm` and rewrites
 * that file in place: wasm-opt shrinks it, then the trampoline gives it a second memory and imports of Shopify's
 * provider.
 * @throws {SetupError} ERR_FUNCTION_BUILD if it is missing or was rewritten
 * @see https://github.com/Shopify/cli, packages/app/src/cli/services/build/extension.ts
 */
export async function readBuiltFunction(parameters: ReadBuiltFunctionParameters): Promise<BuiltFunction> {
  const { handle, folder = findFolder() } = parameters
  const [bytes, record] = await Promise.all([
    readFile(path.join(folder, `${handle}.wasm`)),
    readFile(path.join(folder, `${handle}.json`), 'utf8'),
  ]).catch((cause: unknown) => {
    throw new SetupError('ERR_FUNCTION_BUILD', `The Function ${handle} is not built.`, { hint: HINT, cause })
  })
  const { sha256, queries } = JSON.parse(record) as BuildRecord
  if (hashModule(bytes) === sha256) return { bytes: new Uint8Array(bytes), sha256, queries }
  throw new SetupError(
    'ERR_FUNCTION_BUILD',
    `The Function ${handle} is not the module that was built: something rewrote its bytes, as "shopify app deploy" does with modules that it uploads.`,
    { hint: HINT },
  )
}

/** SHA-256 of a module's bytes, in hex. */
export function hashModule(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

// The code runs from sources and from bundles of different depth, and in any working directory.
function findFolder(): string {
  for (const start of [path.dirname(fileURLToPath(import.meta.url)), process.cwd()]) {
    for (let folder = start; ; folder = path.dirname(folder)) {
      const found = FOLDERS.map((name) => path.join(folder, name)).find((one) => existsSync(one))
      if (found) return found
      if (path.dirname(folder) === folder) break
    }
  }
  throw new SetupError(
    'ERR_FUNCTION_BUILD',
    `The folder ${FOLDERS[0]} was not found: the Functions are not built.`,
    {
      hint: HINT,
    },
  )
}
