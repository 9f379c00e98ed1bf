import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runFunction } from './runFunction.ts'

const HANDLES = ['gate-discount', 'gate-validation'] as const

export type BuiltQuery = { readonly handle: string; readonly target: string; readonly query: string }
export type FunctionRunner = {
  readonly readQueries: () => Promise<BuiltQuery[]>
  readonly run: (parameters: { handle: string; exportName: string; input: unknown }) => Promise<unknown>
}

/** Make the port that runs this app's Functions as they were built: the bytes that `shopify app deploy` uploads. */
export function createFunctionRunner(): FunctionRunner {
  const modules = new Map<string, Promise<WebAssembly.Module>>()
  return {
    readQueries: async () => (await Promise.all(HANDLES.map(readTargets))).flat(),
    run: async ({ handle, exportName, input }) => {
      const module = modules.get(handle) ?? compile(handle)
      modules.set(handle, module)
      // A build that comes later is found by the next call.
      module.catch(() => modules.delete(handle))
      return runFunction({ module: await module, exportName, input }).output
    },
  }
}

async function compile(handle: string): Promise<WebAssembly.Module> {
  const bytes = await readFile(path.join(locate(handle), 'dist', `${handle}.wasm`))
  return WebAssembly.compile(new Uint8Array(bytes))
}

/** The targets of an extension, as its toml names them. */
async function readTargets(handle: string): Promise<BuiltQuery[]> {
  const folder = locate(handle)
  const toml = await readFile(path.join(folder, 'shopify.extension.toml'), 'utf8')
  const named = [...toml.matchAll(/^\s*target = "([^"]+)"\s+input_query = "([^"]+)"/gm)]
  return Promise.all(
    named.map(async ([, target = '', file = '']) => ({
      handle,
      target,
      query: await readFile(path.join(folder, file), 'utf8'),
    })),
  )
}

// The code runs from sources and from bundles of different depth, in whatever folder it was started.
function locate(handle: string): string {
  for (const start of [path.dirname(fileURLToPath(import.meta.url)), process.cwd()]) {
    for (let folder = start; ; folder = path.dirname(folder)) {
      const candidate = path.join(folder, 'extensions', handle)
      if (existsSync(path.join(candidate, 'shopify.extension.toml'))) return candidate
      if (path.dirname(folder) === folder) break
    }
  }
  throw new Error(`The folder extensions/${handle} was not found beside the server.`)
}
