import type { z } from 'zod'
import type { Endpoint } from './types.ts'

export type PublishableEndpointParameters = {
  readonly id: string
  readonly path: string
  readonly summary: string
  readonly description: readonly string[]
  readonly request: { schema: z.ZodType; example: Record<string, unknown>; required: readonly string[] }
  readonly answer: { schema: z.ZodType; example: Record<string, unknown>; description: string; name: string }
  readonly errors: Endpoint['errors']
}

/**
 * Make how endpoints of a group are described that take a publishable key and a body. `right`: what the merchant turns on
 * for them.
 */
export function createPublishableEndpoint({
  group,
  right,
}: {
  readonly group: Endpoint['group']
  readonly right: string
}) {
  return (
    endpoint: PublishableEndpointParameters,
  ): Endpoint & { readonly request: NonNullable<Endpoint['request']> } => ({
    ...endpoint,
    method: 'POST',
    group,
    description: [...endpoint.description, right],
    access: 'publishable',
    request: { ...endpoint.request, name: `${endpoint.answer.name}Request`, aliases: {} },
    answers: [{ status: 200, description: endpoint.answer.description, body: endpoint.answer }],
  })
}
