import { main } from 'assemblyscript/asc'

/** Compile AssemblyScript source against the Wasm API, for tests of the host itself. */
export async function compileModule(source: string): Promise<WebAssembly.Module> {
  let wasm = new Uint8Array()
  const { error, stderr } = await main(
    ['module.ts', '--outFile', 'module.wasm', '-O', '--runtime', 'stub', '--use', 'abort='],
    {
      readFile: (name) => (name === 'module.ts' ? source : null),
      listFiles: () => null,
      writeFile: (_name, contents) => {
        wasm = Uint8Array.from(typeof contents === 'string' ? Buffer.from(contents) : contents)
      },
    },
  )
  if (error) throw new Error(stderr.toString(), { cause: error })
  return WebAssembly.compile(wasm)
}
