import type { FunctionsPort } from '../ports/functions.ts'
import { readBuiltFunction } from './readBuiltFunction.ts'
import { runFunction } from './runFunction.ts'

const HANDLES = ['gate-discount', 'gate-validation'] as const

/** Make the port that runs this app's built Functions, read from `folder` if one is given. */
export function createFunctionRunner({ folder }: { folder?: string } = {}): FunctionsPort {
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
      // If it fails, the next call tries again: the Function may be built by then.
      module.catch(() => modules.delete(handle))
      return runFunction({ module: await module, exportName, input }).output
    },
  }
}
