import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Liquid, Template } from 'liquidjs'
import { type CreateLiquidParameters, createLiquid } from './createLiquid.ts'

export type BlockEngine = {
  readonly engine: Liquid
  /** Parse the text of a block, once. */
  readonly parse: (text: string) => Template[]
}
type Kept = BlockEngine & { readonly version: string }

const kept = new Map<string, Kept>()

/**
 * An engine for the blocks of an extension. Parsing takes most of the time of a page, so an engine keeps what it parsed
 * until a file of the extension changes.
 */
export function openBlockEngine(parameters: {
  readonly extensionDir: string
  readonly shop: CreateLiquidParameters['shop']
  readonly assetBase: string
}): BlockEngine {
  const { extensionDir, assetBase } = parameters
  const { locale, ianaTimezone } = parameters.shop
  const key = JSON.stringify([extensionDir, locale, ianaTimezone, assetBase])
  const version = describeFiles(extensionDir)
  const found = kept.get(key)
  if (found?.version === version) return found
  const engine = createLiquid({ shop: { locale, ianaTimezone }, roots: [extensionDir], assetBase })
  const parsed = new Map<string, Template[]>()
  const parse = (text: string) => {
    const templates = parsed.get(text) ?? engine.parse(text)
    parsed.set(text, templates)
    return templates
  }
  const made = { engine, parse, version }
  kept.set(key, made)
  return made
}

/** What tells that a file was added, changed or removed. */
function describeFiles(extensionDir: string): string {
  const paths = ['snippets', 'locales'].flatMap((folder) => {
    const whole = join(extensionDir, folder)
    const names = statSync(whole, { throwIfNoEntry: false }) ? readdirSync(whole) : []
    return names.map((name) => join(whole, name))
  })
  return paths.map((path) => `${path} ${statSync(path).mtimeMs}`).join('\n')
}
