import { deleteGateOverApi } from '../flows/api/deleteGateOverApi.ts'
import { updateGateOverApi } from '../flows/api/updateGateOverApi.ts'
import { loadGate } from '../flows/gates/loadGate.ts'
import { GateEntryBody } from '../gateBody.ts'
import { addressRoute } from '../picket/addressRoute.ts'
import { formatDeletedGate, formatGateAnswer } from '../picket/gates/formatGates.ts'
import { gateRoute } from '../picket/gates/gateRoute.ts'
import { checkBodyNumber, parseGateNumber } from '../picket/gates/parseGateRequest.ts'
import { readKnownTags, readNeededTags } from '../picket/gates/readHeaders.ts'
import { NoBody } from '../picket/wire.ts'
import { gateDoor } from '../shopify.server.ts'

const route = addressRoute({
  GET: gateRoute({
    door: gateDoor,
    method: 'GET',
    hasBody: false,
    schema: NoBody,
    run: async ({ ctx, myshopifyDomain }, _body, { params }) => ({
      ...(await loadGate(ctx, { myshopifyDomain, number: parseGateNumber(params.number) })),
      now: ctx.now(),
    }),
    format: formatGateAnswer,
  }),
  PUT: gateRoute({
    door: gateDoor,
    method: 'PUT',
    hasBody: true,
    schema: GateEntryBody,
    run: async ({ ctx, ...caller }, { number: own, form }, { params, headers }) => {
      const number = parseGateNumber(params.number)
      checkBodyNumber({ number, own })
      const knownTags = readNeededTags(headers)
      return { ...(await updateGateOverApi(ctx, { ...caller, number, form, knownTags })), now: ctx.now() }
    },
    format: formatGateAnswer,
  }),
  DELETE: gateRoute({
    door: gateDoor,
    method: 'DELETE',
    hasBody: false,
    schema: NoBody,
    run: ({ ctx, ...caller }, _body, { params, headers }) => {
      const number = parseGateNumber(params.number)
      return deleteGateOverApi(ctx, { ...caller, number, knownTags: readKnownTags(headers) })
    },
    format: formatDeletedGate,
  }),
})

export const action = route
export const loader = route
