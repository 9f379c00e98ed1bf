import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { writeWhole } from '../../../scripts/writeWhole.ts'
import { createLiquid } from '../shopify/liquid/createLiquid.ts'
import { parseSchema } from '../shopify/liquid/renderAppBlock.ts'

export type DeployBlockParameters = {
  /** The theme app extension's folder. */
  readonly from: string
  /** The folder that the storefront reads. */
  readonly to: string
}

/** The locales first: Liquid reads them, and would name itself for their errors. */
const FOLDERS = ['locales', 'assets', 'blocks', 'snippets'] as const

/** Copy the theme app extension to where the storefront reads it. @throws Error naming the file that is wrong. */
export function deployBlock({ from, to }: DeployBlockParameters): void {
  const files = FOLDERS.flatMap((folder) => listFiles(from, folder))
  for (const file of files) checkFile(from, file)
  for (const folder of FOLDERS) {
    mkdirSync(path.join(to, folder), { recursive: true })
    for (const old of listFiles(to, folder)) if (!files.includes(old)) rmSync(path.join(to, old))
  }
  for (const file of files) writeWhole(path.join(to, file), readFileSync(path.join(from, file)))
}

/** The names of a folder's files, with the folder's. */
function listFiles(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder))
    .filter((name) => !name.startsWith('.'))
    .map((name) => path.join(folder, name))
}

function checkFile(root: string, file: string): void {
  const text = readFileSync(path.join(root, file), 'utf8')
  try {
    if (file.endsWith('.json')) JSON.parse(text)
    if (!file.endsWith('.liquid')) return
    createLiquid({ shop: { locale: 'en', ianaTimezone: 'UTC' }, roots: [root] }).parse(text)
    if (file.startsWith('blocks')) parseSchema(text)
  } catch (error) {
    throw new Error(`${path.join(root, file)}: ${error instanceof Error ? error.message : error}`)
  }
}
