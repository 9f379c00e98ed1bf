import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, type IntrospectionQuery, printSchema } from 'graphql'
import { packPackage, sha256 } from './packPackage.ts'

const PACKAGE = '@shopify/dev-mcp@1.16.0'
const ROOT = resolve(fileURLToPath(import.meta.url), '../..')
const FOLDER = join(ROOT, '.cache', 'schemas')

/** The schema files that the repository uses, with the SHA-256 of each gzip file. */
export const SCHEMA_DIGESTS = {
  'admin_2026-07': '5bcde995c89c59acdb2ee494378d96f45ce7378a16ec829a74b71d696a08ef19',
  'admin_2026-10': 'f3b522f264556925eada700e795e4a002a9cba83444ebcc6c0d724254a0c6593',
  'functions_discount_2026-07': 'fb475c174aa7a5b019441d1485e34205b091ea9c7763aaef62a7537a8cb261ac',
  'functions_discount_2026-10': '93b4c780e2aa57a8d65987b272a6a67a64d407925ac563217c91e0eedfa49ce3',
  'functions_cart_checkout_validation_2026-07':
    'c653a2dfa2c355792c2f6a2bb5b7f13214c23a11b009799027b97ebb85bb2e4e',
  'functions_cart_checkout_validation_2026-10':
    'e9aa13f7912d4d83b5e08994e7ad15a1c010b797f87b8d9a92947e0dc5ccca0a',
  'storefront-graphql_2026-10': 'c93d9dc120f8abffa90b6d79c11270ccafceb8fe4b716683d365793db302e196',
} as const satisfies Record<string, string>

export type SchemaName = keyof typeof SCHEMA_DIGESTS

/**
 * Read one gzip schema file from the cache, and fetch the package first if the file is missing or damaged.
 *
 * @throws Error if the package cannot be fetched or a file does not have its pinned digest.
 */
export async function readSchemaFile(name: SchemaName): Promise<string> {
  const cached = await readChecked(name)
  if (cached) return gunzipSync(cached).toString('utf8')
  await fetchSchemas()
  const fetched = await readChecked(name)
  if (!fetched) throw new Error(`The schema file ${name} is missing from ${PACKAGE}.`)
  return gunzipSync(fetched).toString('utf8')
}

/**
 * Fetch Shopify's published schemas into `.cache/schemas`: each as its gzip file, and as text for editors, which find it by
 * `.graphqlrc.json`.
 *
 * Each process unpacks into its own folder and renames whole files, so that two may run at once.
 *
 * @throws Error if the package cannot be fetched or a file does not have its pinned digest.
 */
export async function fetchSchemas(): Promise<{ folder: string }> {
  await mkdir(FOLDER, { recursive: true })
  const scratch = await mkdtemp(join(ROOT, '.cache', 'fetch-'))
  try {
    const { files } = await packPackage({ name: PACKAGE, scratch })
    for (const [name, digest] of Object.entries(SCHEMA_DIGESTS)) {
      const bytes = files.get(`package/dist/data/${name}.json.gz`)
      if (!bytes || sha256(bytes) !== digest)
        throw new Error(`The schema file ${name} in ${PACKAGE} does not have its pinned digest.`)
      await writeFile(join(scratch, name), composeText(bytes))
      await rename(join(scratch, name), textPath(name))
      await writeFile(join(scratch, name), bytes)
      await rename(join(scratch, name), schemaPath(name))
    }
    return { folder: FOLDER }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function readChecked(name: SchemaName): Promise<Buffer | null> {
  try {
    const bytes = await readFile(schemaPath(name))
    await access(textPath(name))
    return sha256(bytes) === SCHEMA_DIGESTS[name] ? bytes : null
  } catch {
    return null
  }
}

function composeText(bytes: Uint8Array): string {
  const { data } = JSON.parse(gunzipSync(bytes).toString('utf8')) as { data: IntrospectionQuery }
  return printSchema(buildClientSchema(data, { assumeValid: true }))
}

function schemaPath(name: string): string {
  return join(FOLDER, `${name}.json.gz`)
}

function textPath(name: string): string {
  return join(FOLDER, `${name}.graphql`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { folder } = await fetchSchemas()
  console.log(`Schemas of ${PACKAGE} are in ${folder}.`)
}
