import { readFile } from 'node:fs/promises'
import type { StandinState } from '../stateTypes.ts'

const TOML = new URL('../../../../shopify.app.toml', import.meta.url)

/** Reads the subscriptions of the app's toml, as `shopify app deploy` would. */
export async function readSubscriptions(): Promise<StandinState['webhooks']['subscriptions']> {
  return parseSubscriptions(await readFile(TOML, 'utf8'))
}

/**
 * Parses the subscriptions of an app's toml.
 *
 * @throws Error when one has topics and no `uri`.
 */
export function parseSubscriptions(toml: string): StandinState['webhooks']['subscriptions'] {
  const plain = toml.replace(/^\s*#.*$/gm, '')
  const tables = plain.split(/^\s*\[\[webhooks\.subscriptions\]\]\s*$/m).slice(1)
  return tables.flatMap((table) => {
    const own = table.split(/^\s*\[[^\]"]*\]/m)[0] ?? ''
    const topics = readList(own, 'topics')
    const uri = /^\s*uri\s*=\s*"([^"]+)"/m.exec(own)?.[1]
    if (topics.length > 0 && !uri) throw new Error(`The subscription to ${topics.join(', ')} names no uri.`)
    return topics.map((topic) => ({ topic, uri: uri ?? '', includeFields: readList(own, 'include_fields') }))
  })
}

function readList(table: string, key: string): string[] {
  const list = new RegExp(`^\\s*${key}\\s*=\\s*\\[([^\\]]*)\\]`, 'm').exec(table)?.[1] ?? ''
  return [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '')
}
