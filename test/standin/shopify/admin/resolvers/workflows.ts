import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { type AdminContext, userError } from '../context.ts'

const TOML = new URL('../../../../../extensions/flow/shopify.extension.toml', import.meta.url)

export type TriggerArguments = { handle?: string | null; payload?: Record<string, unknown> | null }
type Field = { type: string; key?: string }
type Extension = { type: string; handle: string; settings?: { fields?: Field[] } }

/** Types of a payload's values, by the type of the trigger's field. */
const JSON_TYPES: Readonly<Record<string, string>> = {
  number_decimal: 'number',
  order_reference: 'number',
  single_line_text_field: 'string',
}

/**
 * `flowTriggerReceive`: takes the triggers that the repository would deploy, with exactly their keys, and keeps them in
 * `workflowRuns`. Shopify's own sentences are not published; these are the stand-in's.
 */
export function receiveTrigger(ctx: AdminContext, { handle, payload }: TriggerArguments): unknown {
  const answer = (message: string | null) => ({
    __typename: 'FlowTriggerReceivePayload',
    userErrors: message === null ? [] : [userError({ field: ['handle'], message })],
  })
  if (ctx.shop.hasFlow === false) return answer('Shopify Flow is not installed.')
  const trigger = readTriggers().find((one) => one.handle === handle)
  if (!trigger) return answer('The trigger does not exist.')
  const wanted = (trigger.settings?.fields ?? []).map(({ type, key }) => ({
    key: key ?? `${type.replace('_reference', '')}_id`,
    type: JSON_TYPES[type],
  }))
  const given = Object.entries(payload ?? {}).map(([key, value]) => ({ key, type: typeof value }))
  if (JSON.stringify(given) !== JSON.stringify(wanted))
    return answer('The payload does not match the trigger.')
  ctx.shop.workflowRuns ??= []
  ctx.shop.workflowRuns.push({ handle: trigger.handle, payload: payload ?? {} })
  return answer(null)
}

function readTriggers(): Extension[] {
  const { extensions } = parse(readFileSync(TOML, 'utf8')) as unknown as { extensions: Extension[] }
  return extensions.filter(({ type }) => type === 'flow_trigger')
}
