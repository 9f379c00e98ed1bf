import { createGateOverApi } from '../flows/api/createGateOverApi.ts'
import { listGatesOverApi } from '../flows/api/listGatesOverApi.ts'
import { addressRoute } from '../picket/addressRoute.ts'
import { formatCreatedGate, formatGatePage } from '../picket/gates/formatGates.ts'
import { gateRoute } from '../picket/gates/gateRoute.ts'
import { NewGateBody, parseGateListQuery } from '../picket/gates/parseGateRequest.ts'
import { readIdempotencyKey } from '../picket/gates/readHeaders.ts'
import { NoBody } from '../picket/wire.ts'
import { gateDoor } from '../shopify.server.ts'

const route = addressRoute({
  GET: gateRoute({
    door: gateDoor,
    method: 'GET',
    hasBody: false,
    schema: NoBody,
    run: async ({ ctx, ...caller }, _body, { url }) => ({
      ...(await listGatesOverApi(ctx, { ...caller, ...parseGateListQuery(new URL(url).searchParams) })),
      now: ctx.now(),
    }),
    format: formatGatePage,
  }),
  POST: gateRoute({
    door: gateDoor,
    method: 'POST',
    hasBody: true,
    schema: NewGateBody,
    run: async ({ ctx, project, ...caller }, { form }, { headers }) => {
      const idempotencyKey = readIdempotencyKey(headers)
      const created = await createGateOverApi(ctx, { ...caller, projectId: project.id, idempotencyKey, form })
      return { ...created, now: ctx.now() }
    },
    format: formatCreatedGate,
  }),
})

export const action = route
export const loader = route
