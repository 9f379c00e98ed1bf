import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

const TEXT = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i
const RULE = '-'.repeat(80)

/**
 * Compose the licence texts of the packages that own the given files, sorted by name.
 * @throws Error naming the packages that state no licence, or one whose terms would bind the whole bundle
 */
export async function composeLicenses(files: readonly string[]): Promise<string> {
  const folders = [
    ...new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [])),
  ]
  const found = await Promise.all(folders.map(readLicense))
  const unknown = found.filter(({ license, texts }) => !license && texts.length === 0)
  if (unknown.length > 0)
    throw new Error(`These packages state no licence: ${unknown.map(({ title }) => title).join(', ')}.`)
  const binding = found.filter(({ license }) => /GPL/.test(license) && !/ OR /.test(license))
  if (binding.length > 0)
    throw new Error(
      `These packages may not be bundled: ${binding.map(({ title, license }) => `${title} (${license})`).join(', ')}.`,
    )
  const parts = found
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    .map(({ title, license, texts }) => [RULE, `${title}: ${license}`, '', ...texts].join('\n'))
  return `${[...new Set(parts)].join('\n')}\n`
}

type Stated = { readonly title: string; readonly license: string; readonly texts: readonly string[] }

async function readLicense(folder: string): Promise<Stated> {
  const stated = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string | { type: string }
  }
  const license = typeof stated.license === 'object' ? stated.license.type : stated.license
  const names = (await readdir(folder)).filter((name) => TEXT.test(name)).sort()
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))
  return { title: `${stated.name} ${stated.version}`, license: license ?? '', texts }
}
