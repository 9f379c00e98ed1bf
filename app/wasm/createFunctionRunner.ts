import { readBuiltFunction } from './readBuiltFunction.ts'
import { runFunction } from './runFunction.ts'

const HANDLES = ['gate-discount', 'gate-validation'] as const

export type BuiltQuery = { readonly handle: string; readonly target: string; readonly query: string }
export type FunctionRunner = {
  readonly readQueries: () => Promise<BuiltQuery[]>
  readonly run: (parameters: { handle: string; exportName: string; input: unknown }) => Promise<unknown>
}

/** Make the port that runs this app's Functions as they were built; `folder` is another place to read them from. */
export function createFunctionRunner({ folder }: { folder?: string } = {}): FunctionRunner {
  const modules = new Map<string, Promise<WebAssembly.Module>>()
  const read = (handle: string) => readBuiltFunction({ handle, ...(folder && { folder }) })
  const compile = async (handle: string) => WebAssembly.compile((await read(handle)).bytes)
  return {
    readQueries: async () => {
      const built = await Promise.all(
        HANDLES.map(async (handle) => (await read(handle)).queries.map((query) => ({ handle, ...query }))),
      )
      return built.flat()
    },
    run: async ({ handle, exportName, input }) => {
      const module = modules.get(handle) ?? compile(handle)
      modules.set(handle, module)
      // A build that comes later is found by the next call.
      module.catch(() => modules.delete(handle))
      return runFunction({ module: await module, exportName, input }).output
    },
  }
}
