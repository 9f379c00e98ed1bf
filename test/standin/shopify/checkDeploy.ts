import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { DeployKnobs } from './knobs.ts'
import type { StandinShop } from './stateTypes.ts'
import { findDataRefusal, TOPIC_SCOPES } from './webhooks/emitWebhook.ts'
import { parseSubscriptions } from './webhooks/readSubscriptions.ts'

export type CheckDeployParameters = {
  /** `shopify.app.toml`. */
  toml: string
  /** Names of the theme blocks, in every language. */
  blockNames: readonly string[]
  knobs: DeployKnobs
  /** Whether Shopify has approved the app for protected customer data; default: it has. */
  customerData?: StandinShop['customerData']
}

const MOST_CHARACTERS = 25

/** Lists what Shopify would refuse at a deploy, as the knobs say; empty if it accepts. */
export function checkDeploy({
  toml,
  blockNames,
  knobs,
  customerData = 'approved',
}: CheckDeployParameters): string[] {
  const required = readScopes(toml, 'scopes')
  const optional = readScopes(toml, 'optional_scopes')
  const granted = knobs.optionalScopes === 'enough' ? [...required, ...optional] : required
  const refused = parseSubscriptions(toml).flatMap(({ topic }) => {
    const unapproved = findDataRefusal(customerData, topic)
    if (unapproved !== null) return [`${topic}: ${unapproved}`]
    const known = TOPIC_SCOPES[topic] ?? TOPIC_SCOPES[topic.split('/')[0] ?? ''] ?? []
    const isStrict = topic.startsWith('discounts/') && knobs.discountScopes === 'not-enough'
    const needed = isStrict ? known.filter((scope) => scope.startsWith('read_')) : known
    if (needed.length === 0 || needed.some((scope) => granted.includes(scope))) return []
    return [`Missing scope for webhook topic: ${topic} (${needed.join(' or ')})`]
  })
  const long = blockNames.filter((name) => name.length > MOST_CHARACTERS)
  return knobs.blockNames === 'accepted'
    ? refused
    : [
        ...refused,
        ...long.map((name) => `The block name "${name}" has more than ${MOST_CHARACTERS} characters.`),
      ]
}

function readScopes(toml: string, key: string): string[] {
  const value = new RegExp(`^${key}\\s*=\\s*("[^"]*"|\\[[^\\]]*\\])`, 'm').exec(toml)?.[1] ?? ''
  return value.match(/[a-z_]+/g) ?? []
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const LOCALES = `${ROOT}extensions/gate-block/locales/`

/** Reads what the repository would deploy. */
export async function readDeploy(): Promise<Omit<CheckDeployParameters, 'knobs'>> {
  const files = (await readdir(LOCALES)).filter((name) => name.endsWith('.schema.json'))
  const texts = await Promise.all(files.map((name) => readFile(LOCALES + name, 'utf8')))
  const blockNames = texts.flatMap((text) => {
    const { gate } = JSON.parse(text) as { gate: { name: string; cart_name: string } }
    return [gate.name, gate.cart_name]
  })
  return { toml: await readFile(`${ROOT}shopify.app.toml`, 'utf8'), blockNames }
}
