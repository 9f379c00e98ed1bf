import { z } from 'zod'
import { type StorefrontDoor, storefrontRoute } from '../storefront/storefrontRoute.ts'
import type { AgentTool } from './tools.ts'

/** Make the address of a tool as plain JSON, with the rules of a storefront's pages. */
export function agentRoute<Context>({
  door,
  tools,
  name,
}: {
  readonly door: StorefrontDoor<Context>
  readonly tools: readonly AgentTool<Context>[]
  readonly name: string
}) {
  const tool = tools.find((one) => one.name === name)
  if (!tool) throw new Error(`There is no tool ${name}.`)
  const { run, turn } = tool
  // The tool parses its own body.
  return storefrontRoute({ door, turn, run, schema: z.unknown(), format: (answer: object) => answer })
}
