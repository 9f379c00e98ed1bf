import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { readSchemaFile, SCHEMA_DIGESTS, type SchemaName } from '../scripts/fetchSchemas.ts'

/* .graphqlrc.json, by which editors complete our queries. graphql-config, which editors use, is not installed. */
type Project = { readonly schema: string; readonly documents: string[] }

const { projects } = JSON.parse(readFileSync('.graphqlrc.json', 'utf8')) as {
  projects: Record<string, Project>
}
const FOLDERS = ['app', 'scripts', 'extensions/gate-discount/src', 'extensions/gate-validation/src']
const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file))
    .filter((file) => /\.(ts|tsx|graphql)$/.test(file) && !file.startsWith('app/db/generated/')),
)

describe('.graphqlrc.json', () => {
  test.each(Object.entries(projects))('default: the documents of %s fit its schema', async (_, project) => {
    const name = path.basename(project.schema, '.graphql')
    if (!isSchemaName(name)) throw new Error(`${name} is no schema of scripts/fetchSchemas.ts.`)
    await readSchemaFile(name)
    const schema = buildSchema(readFileSync(project.schema, 'utf8'), { assumeValid: true })
    const documents = files.filter((file) => isIn({ file, project })).flatMap(listDocuments)
    expect(documents.length).toBeGreaterThan(0)
    for (const document of documents) expect(validate(schema, parse(document)).map(String)).toEqual([])
  })

  test('behavior: every file with a query or mutation belongs to one project', () => {
    const asking = files.filter((file) => listDocuments(file).length > 0)
    expect(asking.length).toBeGreaterThan(20)
    const owners = (file: string) => Object.values(projects).filter((project) => isIn({ file, project }))
    expect(asking.filter((file) => owners(file).length !== 1)).toEqual([])
  })

  test.each([
    ['shopify.app.toml', 'admin'],
    ['shopify.app.toml', 'storefront'],
    ['extensions/gate-discount/shopify.extension.toml', 'gate-discount'],
    ['extensions/gate-validation/shopify.extension.toml', 'gate-validation'],
  ])('behavior: %s names the API version of %s', (file, name) => {
    const [, version] = /^\s*api_version = "([^"]+)"$/m.exec(readFileSync(file, 'utf8')) ?? []
    expect(projects[name]?.schema).toContain(`_${version}.graphql`)
  })
})

function isSchemaName(name: string): name is SchemaName {
  return name in SCHEMA_DIGESTS
}

/** Whether a project has a file. Our patterns have a star for a name, or an excluded name. */
function isIn({ file, project }: { file: string; project: Project }): boolean {
  return project.documents.some((pattern) => {
    const names = pattern
      .replaceAll('.', '\\.')
      .replace(/!\((\w+)\)/, '(?!$1\\.)*')
      .replaceAll('*', '[^/]*')
    return new RegExp(`^${names}$`).test(file)
  })
}

/** The documents of a file that are whole before the program runs. */
function listDocuments(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  if (file.endsWith('.graphql')) return [text]
  const found = [...text.matchAll(/`#graphql([^`]*)`/g)].map(([, document = '']) => document)
  return found.filter((document) => !document.includes('${'))
}
