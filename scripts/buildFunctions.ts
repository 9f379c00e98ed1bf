import { mkdir, readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, validate } from 'graphql'
import { DISCOUNT_FUNCTION, VALIDATION_FUNCTION } from '../app/core/publication/functionHandles.ts'
import { type BuildRecord, hashModule } from '../app/wasm/readBuiltFunction.ts'
import { loadSchema } from '../test/standin/shopify/schemas/loadSchema.ts'
import { composeFunctionTexts } from './composeFunctionTexts.ts'
import { countQueryCost } from './countQueryCost.ts'
import { isOlder } from './isOlder.ts'
import { runAlone } from './runAlone.ts'
import { writeWhole } from './writeWhole.ts'

const ROOT = resolve(fileURLToPath(import.meta.url), '../..')
const LOCK = join(ROOT, '.cache/buildFunctions.lock')
/** Shopify's limit is 256,000; a module above this grew by accident. */
const MODULE_BYTES = 30_000
const QUERY_BYTES = 3_000
const QUERY_COST = 30
const API_VERSIONS = ['2026-07', '2026-10'] as const
const FUNCTIONS = [
  {
    handle: DISCOUNT_FUNCTION,
    schema: 'functions_discount',
    queries: ['cart_lines_discounts_generate_run', 'cart_delivery_options_discounts_generate_run'],
  },
  {
    handle: VALIDATION_FUNCTION,
    schema: 'functions_cart_checkout_validation',
    queries: ['cart_validations_generate_run'],
  },
] as const
const COMPILER_OPTIONS = [
  ...['-O3', '--shrinkLevel', '1', '--noAssert'],
  ...['--runtime', 'stub', '--use', 'abort='],
  // A saturating conversion would make the module no smaller.
  ...['--disable', 'nontrapping-f2i'],
]

type FunctionSource = (typeof FUNCTIONS)[number]

/** A built Function: `path` is the server's own copy. Sizes are in bytes, costs by Shopify's table. */
export type BuiltFunction = {
  handle: FunctionSource['handle']
  path: string
  bytes: number
  queries: { name: string; cost: number; bytes: number }[]
}
export type BuildFunctionsParameters = {
  /** Also compile Functions that are newer than their sources. */
  force?: boolean
  /** The Functions to build, by handle; default: all. */
  only?: readonly string[]
  /** The folder for `build` and `extensions`; default: the repository. */
  root?: string
}

/**
 * Compile the Functions whose sources are newer than their Wasm, and check their input queries.
 *
 * Each module is written twice. `build/functions/<handle>.wasm` is the server's own, with a record of its hash and
 * queries beside it. `extensions/<handle>/dist/<handle>.wasm` is the copy that Shopify's command line uploads and
 * rewrites in place. A copy whose bytes differ from the compiled ones is written again, whatever its date.
 *
 * @throws Error if a module or a query is over its limit, or a query does not fit Shopify's schemas.
 */
export async function buildFunctions(parameters: BuildFunctionsParameters = {}): Promise<BuiltFunction[]> {
  const { force = false, only, root = ROOT } = parameters
  const unknown = only?.find((name) => !FUNCTIONS.some(({ handle }) => handle === name))
  if (unknown !== undefined) throw new Error(`There is no Function "${unknown}".`)
  const built: BuiltFunction[] = []
  for (const source of FUNCTIONS.filter(({ handle }) => !only || only.includes(handle))) {
    const run = () => buildFunction(source, { force, root })
    // Of several processes of tests one compiles, and the others wait for it.
    const isAlone = await isStale(source.handle, { force, root })
    built.push(await (isAlone ? runAlone({ file: LOCK, holds: 'The folder build/functions', run }) : run()))
  }
  return built
}

type Where = { readonly force: boolean; readonly root: string }

const findModule = (handle: string, root: string) => join(root, 'build/functions', `${handle}.wasm`)
const findRecord = (handle: string, root: string) => join(root, 'build/functions', `${handle}.json`)

async function isStale(handle: string, { force, root }: Where): Promise<boolean> {
  const path = findModule(handle, root)
  const sources = [
    join(ROOT, 'extensions', handle, 'assembly'),
    join(ROOT, 'extensions/proof-check/assembly'),
    fileURLToPath(import.meta.url),
  ]
  return (
    force ||
    (await isOlder({ target: path, sources })) ||
    !(await isAsRecorded(path, findRecord(handle, root)))
  )
}

async function buildFunction(source: FunctionSource, { force, root }: Where): Promise<BuiltFunction> {
  const { handle } = source
  const path = findModule(handle, root)
  const record = findRecord(handle, root)
  const checked = await Promise.all(source.queries.map((name) => checkQuery(source, name)))
  const isCompiled = await isStale(handle, { force, root })
  const module = isCompiled ? await compileFunction({ handle }) : await readFile(path)
  if (module.length > MODULE_BYTES)
    throw new Error(`${handle}.wasm has ${module.length} bytes. The limit is ${MODULE_BYTES}.`)
  if (isCompiled) await write(path, module)
  const queries = checked.map(({ target, query }) => ({ target, query }))
  await keep(
    record,
    Buffer.from(JSON.stringify({ sha256: hashModule(module), queries } satisfies BuildRecord)),
  )
  await keep(join(root, 'extensions', handle, 'dist', `${handle}.wasm`), module)
  return {
    handle,
    path,
    bytes: module.length,
    queries: checked.map(({ name, cost, bytes }) => ({ name, cost, bytes })),
  }
}

async function isAsRecorded(path: string, record: string): Promise<boolean> {
  const [module, text] = await Promise.all([
    readFile(path).catch(() => null),
    readFile(record, 'utf8').catch(() => null),
  ])
  return module !== null && text !== null && (JSON.parse(text) as BuildRecord).sha256 === hashModule(module)
}

/** Write a file, unless it already has these bytes. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const found = await readFile(path).catch(() => null)
  if (!found?.equals(bytes)) await write(path, bytes)
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(resolve(path, '..'), { recursive: true })
  writeWhole(path, bytes)
}

export type CompileFunctionParameters = {
  handle: FunctionSource['handle']
  /** Changes the text of a source, whose path is below `extensions`: tests compile Functions with a mistake. */
  change?: (path: string, text: string) => string
}

/** Compile a Function, with all checks off that a built one does without. */
export async function compileFunction(parameters: CompileFunctionParameters): Promise<Uint8Array> {
  const { handle, change = (_, text) => text } = parameters
  const { main } = await import('assemblyscript/asc')
  const entry = `extensions/${handle}/assembly/index.ts`
  let module: Uint8Array = new Uint8Array()
  const { error, stderr } = await main([entry, '--outFile', 'module.wasm', ...COMPILER_OPTIONS], {
    readFile: async (name, folder) => {
      try {
        if (name.endsWith('/assembly/words.ts')) return await readWords(resolve(ROOT, folder, name))
        const path = resolve(ROOT, folder, name)
        return change(relative(join(ROOT, 'extensions'), path), await readFile(path, 'utf8'))
      } catch {
        return null
      }
    },
    listFiles: () => null,
    writeFile: (_name, contents) => {
      module = typeof contents === 'string' ? Buffer.from(contents) : contents
    },
  })
  if (error) throw new Error(`${handle} does not compile.\n${stderr.toString()}`, { cause: error })
  return module
}

/** The module `words` of a Function is made of its `words.json`. */
async function readWords(path: string): Promise<string> {
  return composeFunctionTexts(JSON.parse(await readFile(path.replace(/\.ts$/, '.json'), 'utf8')))
}

async function checkQuery({ handle, schema }: FunctionSource, name: string) {
  const query = await readFile(join(ROOT, 'extensions', handle, 'src', `${name}.graphql`), 'utf8')
  const document = parse(query)
  const bytes = Buffer.byteLength(query)
  if (bytes > QUERY_BYTES)
    throw new Error(`The query ${name} has ${bytes} bytes. Shopify accepts at most ${QUERY_BYTES}.`)
  for (const version of API_VERSIONS) {
    const [error] = validate(await loadSchema(`${schema}_${version}`), document)
    if (error) throw new Error(`The query ${name} does not fit ${version}: ${error.message}`)
  }
  const cost = countQueryCost({ query, schema: await loadSchema(`${schema}_2026-07`) })
  if (cost > QUERY_COST)
    throw new Error(`The query ${name} costs ${cost}. Shopify accepts at most ${QUERY_COST}.`)
  return { name, cost, bytes, query, target: await findTarget({ handle, name }) }
}

/** The target of an input query in the extension's toml. */
async function findTarget({ handle, name }: { handle: string; name: string }): Promise<string> {
  const toml = await readFile(join(ROOT, 'extensions', handle, 'shopify.extension.toml'), 'utf8')
  const named = toml.matchAll(/^\s*target = "([^"]+)"\s+input_query = "src\/([^"]+)\.graphql"/gm)
  const target = [...named].find((match) => match[2] === name)?.[1]
  if (target === undefined) throw new Error(`${handle}/shopify.extension.toml names no target for ${name}.`)
  return target
}

// npm run build:functions [-- <handle> …] [--force]
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2)
  const handles = words.filter((word) => word !== '--force')
  const built = await buildFunctions({
    force: words.includes('--force'),
    ...(handles.length > 0 && { only: handles }),
  })
  for (const { handle, bytes, queries } of built) {
    console.log(`${handle}.wasm: ${bytes} bytes (at most ${MODULE_BYTES})`)
    for (const query of queries)
      console.log(
        `  ${query.name}: cost ${query.cost} (at most ${QUERY_COST}), ${query.bytes} bytes (at most ${QUERY_BYTES})`,
      )
  }
}
