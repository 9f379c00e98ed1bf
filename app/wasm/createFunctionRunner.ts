import { FUNCTION_HANDLES } from '../core/publication/functionHandles.ts'
import type { FunctionsPort } from '../ports/functions.ts'
import { readBuiltFunction } from './readBuiltFunction.ts'
import { runFunction } from './runFunction.ts'

type Compiled = { readonly sha256: string; readonly module: WebAssembly.Module }

/** Make the port that runs this app's built Functions, read from `folder` if one is given. */
export function createFunctionRunner({ folder }: { folder?: string } = {}): FunctionsPort {
  const compiled = new Map<string, Compiled>()
  const read = (handle: string) => readBuiltFunction({ handle, ...(folder && { folder }) })
  /** Compile a Function, unless the module on disk is the one compiled before. */
  const load = async (handle: string): Promise<WebAssembly.Module> => {
    const { bytes, sha256 } = await read(handle)
    const known = compiled.get(handle)
    if (known?.sha256 === sha256) return known.module
    const module = await WebAssembly.compile(bytes)
    compiled.set(handle, { sha256, module })
    return module
  }
  return {
    readQueries: async () => {
      const built = await Promise.all(
        FUNCTION_HANDLES.map(async (handle) =>
          (await read(handle)).queries.map((query) => ({ handle, ...query })),
        ),
      )
      return built.flat()
    },
    run: async ({ handle, exportName, input }) =>
      runFunction({ module: await load(handle), exportName, input }).output,
  }
}
