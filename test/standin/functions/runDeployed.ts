import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { createProvider } from './createProvider.ts'

/*
 * Runs deployed modules with our provider. Such a module has two memories, so this needs Node 22 or newer, and Node 24
 * to read TypeScript. Reads { module, exportName, inputs } as JSON from its standard input, and writes the outputs.
 */
type Runs = { module: string; exportName: string; inputs: unknown[] }

const { module, exportName, inputs } = JSON.parse(await text(process.stdin)) as Runs
const compiled = new WebAssembly.Module(readFileSync(module))
process.stdout.write(JSON.stringify(inputs.map(run)))

function run(input: unknown): unknown {
  const provider = createProvider({ input })
  const { exports } = new WebAssembly.Instance(compiled, provider.imports)
  const target = exports[exportName]
  if (typeof target !== 'function') throw new Error(`The module does not export ${exportName}.`)
  target()
  return provider.output()
}
