import type { z } from 'zod'
import type { FlowContext } from '../flows/context.ts'
import { addToList } from '../flows/workflows/addToList.ts'
import { issuePass } from '../flows/workflows/issuePass.ts'
import { setPaused } from '../flows/workflows/setPaused.ts'
import { parseBody } from '../parseBody.ts'
import { FLOW_PROPERTIES } from './wire.ts'

export type FlowRun = { readonly myshopifyDomain: string; readonly runId: string }
/** Parse an action's properties. The result runs it, and answers what the workflow may use. */
type FlowAction = (properties: unknown) => (ctx: FlowContext, run: FlowRun) => Promise<object>

const CHECK = 'Check the fields of the action in the workflow.'
/** A pass that names no hours. */
const PASS_HOURS = 48

/** The actions of `extensions/flow`, by handle. The URL is `/flow/` and the handle. */
export const FLOW_ACTIONS: Readonly<Record<keyof typeof FLOW_PROPERTIES, FlowAction>> = {
  'pause-gate': toAction(
    FLOW_PROPERTIES['pause-gate'],
    async (ctx, { myshopifyDomain }, { gate: number }) => {
      const { state } = await setPaused(ctx, { myshopifyDomain, number })
      return { gate: number, state }
    },
  ),
  'give-pass': toAction(FLOW_PROPERTIES['give-pass'], async (ctx, run, { gate, hours, note }) => {
    const { link, endsAt } = await issuePass(ctx, {
      ...run,
      ...{ gate, hours: hours ?? PASS_HOURS, note: note ?? '' },
    })
    return { link, endsAt: new Date(endsAt * 1000).toISOString() }
  }),
  'add-to-list': toAction(FLOW_PROPERTIES['add-to-list'], async (ctx, run, { list: text, wallet }) => {
    const { list, isNew } = await addToList(ctx, { ...run, list: text, wallet })
    return { list: list.name, isNew }
  }),
}

function toAction<Properties>(
  schema: z.ZodType<Properties>,
  run: (ctx: FlowContext, run: FlowRun, properties: Properties) => Promise<object>,
): FlowAction {
  return (value) => {
    const properties = parseBody(schema, value, CHECK)
    return (ctx, named) => run(ctx, named, properties)
  }
}
