import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createProvider } from '../functions/createProvider.ts'

/*
 * Stands in for Shopify's function-runner, with those of its arguments that `shopify app function run` passes. It runs a
 * rewritten module with our provider and prints { output } as JSON. Shopify's runner also counts instructions.
 */
const { values } = parseArgs({
  options: {
    function: { type: 'string', short: 'f' },
    input: { type: 'string' },
    export: { type: 'string' },
    json: { type: 'boolean' },
    'schema-path': { type: 'string' },
    'query-path': { type: 'string' },
  },
})
const provider = createProvider({ input: JSON.parse(readFileSync(values.input ?? 0, 'utf8')) })
const module = new WebAssembly.Module(readFileSync(values.function ?? ''))
const target = new WebAssembly.Instance(module, provider.imports).exports[values.export ?? '']
if (typeof target !== 'function') throw new Error(`The module does not export ${values.export}.`)
target()
console.log(JSON.stringify({ output: provider.output() }))
