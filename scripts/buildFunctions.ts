import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, validate } from 'graphql'
import { loadSchema } from '../test/standin/shopify/schemas/loadSchema.ts'
import { countQueryCost } from './countQueryCost.ts'
import { isOlder } from './isOlder.ts'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')
/** Shopify takes 256,000; a module that grows past this grew by accident. */
const MODULE_BYTES = 30_000
const QUERY_BYTES = 3_000
const QUERY_COST = 30
const API_VERSIONS = ['2026-07', '2026-10'] as const
const FUNCTIONS = [
  {
    handle: 'gate-discount',
    schema: 'functions_discount',
    queries: ['cart_lines_discounts_generate_run', 'cart_delivery_options_discounts_generate_run'],
  },
  {
    handle: 'gate-validation',
    schema: 'functions_cart_checkout_validation',
    queries: ['cart_validations_generate_run'],
  },
] as const
const COMPILER_OPTIONS = [
  ...['-O3', '--shrinkLevel', '1', '--noAssert'],
  ...['--runtime', 'stub', '--use', 'abort='],
  // Shopify's command line runs `wasm-opt -Oz --enable-bulk-memory` over the module, which refuses these.
  ...['--disable', 'nontrapping-f2i'],
]

type FunctionSource = (typeof FUNCTIONS)[number]

/** What was built: sizes in bytes, costs by Shopify's table. */
export type BuiltFunction = {
  handle: FunctionSource['handle']
  path: string
  bytes: number
  queries: { name: string; cost: number; bytes: number }[]
}

/**
 * Compile the Functions whose sources are newer than their Wasm, and check their input queries.
 *
 * @throws Error when a module or a query is over its limit, or a query does not fit Shopify's schemas.
 */
export async function buildFunctions({ force = false }: { force?: boolean } = {}): Promise<BuiltFunction[]> {
  const built: BuiltFunction[] = []
  for (const source of FUNCTIONS) {
    const path = join(ROOT, 'extensions', source.handle, 'dist', `${source.handle}.wasm`)
    const sources = [
      join(ROOT, 'extensions', source.handle, 'assembly'),
      join(ROOT, 'extensions/proof-check/assembly'),
      fileURLToPath(import.meta.url),
    ]
    if (force || (await isOlder({ target: path, sources }))) await compile(source, path)
    const { size: bytes } = await stat(path)
    if (bytes > MODULE_BYTES)
      throw new Error(`${source.handle}.wasm has ${bytes} bytes; more than ${MODULE_BYTES} are not wanted.`)
    const queries = await Promise.all(source.queries.map((name) => checkQuery(source, name)))
    built.push({ handle: source.handle, path, bytes, queries })
  }
  return built
}

async function compile({ handle }: FunctionSource, path: string): Promise<void> {
  const { main } = await import('assemblyscript/asc')
  const entry = `extensions/${handle}/assembly/index.ts`
  const scratch = `${path}.${process.pid}`
  await mkdir(resolve(path, '..'), { recursive: true })
  const { error, stderr } = await main([entry, '--outFile', 'module.wasm', ...COMPILER_OPTIONS], {
    readFile: async (name, folder) => {
      try {
        return await readFile(resolve(ROOT, folder, name), 'utf8')
      } catch {
        return null
      }
    },
    listFiles: () => null,
    writeFile: async (_name, contents) => writeFile(scratch, contents),
  })
  if (error) throw new Error(`${handle} does not compile.\n${stderr.toString()}`, { cause: error })
  // Two builds may run at once: each renames a whole file.
  await rename(scratch, path)
}

async function checkQuery({ handle, schema }: FunctionSource, name: string) {
  const query = await readFile(join(ROOT, 'extensions', handle, 'src', `${name}.graphql`), 'utf8')
  const document = parse(query)
  const bytes = Buffer.byteLength(query)
  if (bytes > QUERY_BYTES)
    throw new Error(`The query ${name} has ${bytes} bytes; Shopify takes ${QUERY_BYTES}.`)
  for (const version of API_VERSIONS) {
    const [error] = validate(await loadSchema(`${schema}_${version}`), document)
    if (error) throw new Error(`The query ${name} does not fit ${version}: ${error.message}`)
  }
  const cost = countQueryCost({ query, schema: await loadSchema(`${schema}_2026-07`) })
  if (cost > QUERY_COST) throw new Error(`The query ${name} costs ${cost}; Shopify takes ${QUERY_COST}.`)
  return { name, cost, bytes }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { handle, bytes, queries } of await buildFunctions({
    force: process.argv.includes('--force'),
  })) {
    console.log(`${handle}.wasm: ${bytes} bytes (at most ${MODULE_BYTES})`)
    for (const query of queries)
      console.log(
        `  ${query.name}: cost ${query.cost} (at most ${QUERY_COST}), ${query.bytes} bytes (at most ${QUERY_BYTES})`,
      )
  }
}
