import { z } from 'zod'
import { ErrorAnswer } from './answers.ts'
import { composeAnswerSchema, composeRequestSchema, type JsonSchema, splitTitled } from './composeSchema.ts'
import { describeErrors, type ErrorSamples } from './errorSamples.ts'
import { listEndpoints } from './listEndpoints.ts'
import type { Access, Endpoint } from './types.ts'

type Json = Readonly<Record<string, unknown>>
/** The parts of an OpenAPI document that this code reads again. @see https://spec.openapis.org/oas/v3.1.0 */
export type OpenApiDocument = {
  readonly openapi: '3.1.0'
  readonly info: Json
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly Json[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly securitySchemes: Json
  }
}

const security: Readonly<Record<Access, readonly Json[]>> = {
  publishable: [{ publishableKey: [] }, { secretKey: [] }],
  secret: [{ secretKey: [] }],
  client: [{ publishableKey: [] }, { secretKey: [] }, {}],
  bearer: [{ accessToken: [] }],
  none: [],
}
const securitySchemes = {
  publishableKey: {
    type: 'http',
    scheme: 'basic',
    description:
      'The publishable key (pk_…) as user name, without a password. It is not secret and may appear in web pages.',
  },
  secretKey: {
    type: 'http',
    scheme: 'basic',
    description: 'The secret key (sk_…) as user name, without a password. Use it only on servers.',
  },
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of a sign-in.',
  },
}

/** Compose the API's OpenAPI document from the schemas that parse its requests. */
export async function composeOpenApi({ issuer }: { issuer: string }): Promise<OpenApiDocument> {
  const endpoints = listEndpoints()
  const paths: Record<string, Record<string, Json>> = {}
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: composeOperation(endpoint, await describeErrors(endpoint)),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Palisade API',
      version: '1',
      summary: 'Wallet sign-in and token gates.',
      description:
        'Wallets sign in with one signature, and their tokens open what you gate. Every Picket client works with this API: set its base URL to this server’s URL.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: issuer }],
    tags: [...new Set(endpoints.map(({ group }) => group))].map((name) => ({ name })),
    paths,
    components: { schemas: composeSchemas(endpoints), securitySchemes },
  }
}

function composeSchemas(endpoints: readonly Endpoint[]): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = {}
  const add = (name: string, schema: JsonSchema) => {
    const { rest, titled } = splitTitled(schema)
    Object.assign(schemas, titled, { [name]: rest })
  }
  add('Error', composeAnswerSchema(ErrorAnswer))
  for (const { request, answers } of endpoints) {
    if (request) add(request.name, composeRequestSchema(request))
    for (const { body } of answers) if (body) add(body.name, composeAnswerSchema(body.schema))
  }
  return schemas
}

function composeOperation(endpoint: Endpoint, samples: ErrorSamples): Json {
  const { id, group, summary, description, access, parameters, request, answers } = endpoint
  const good = answers.map(({ status, description: words, body }) => [
    String(status),
    { description: words, ...(body ? { content: composeContent(body) } : {}) },
  ])
  return {
    operationId: id,
    tags: [group],
    summary,
    description: description.join('\n\n'),
    security: security[access],
    ...(parameters ? { parameters: parameters.map(composeParameter) } : {}),
    ...(request ? { requestBody: { required: true, content: composeContent(request, request.isForm) } } : {}),
    responses: { ...Object.fromEntries(good), ...composeErrors(samples) },
  }
}

function composeParameter(parameter: NonNullable<Endpoint['parameters']>[number]): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(parameter.schema)
  return {
    name: parameter.name,
    in: parameter.in,
    description: parameter.description,
    required: parameter.isRequired,
    schema,
    ...(parameter.example === undefined ? {} : { example: parameter.example }),
  }
}

function composeContent({ name, example }: { name: string; example: unknown }, isForm = false): Json {
  const media = { schema: { $ref: `#/components/schemas/${name}` }, example }
  return { ...(isForm ? { 'application/x-www-form-urlencoded': media } : {}), 'application/json': media }
}

/** One answer per status, with an example for every code that it may carry. */
function composeErrors(samples: ErrorSamples): Json {
  const found = [...samples.values()]
  const statuses = [...new Set(found.map(({ status }) => status))].sort((a, b) => a - b)
  return Object.fromEntries(
    statuses.map((status) => {
      const these = found.filter((sample) => sample.status === status)
      const examples = these.map(({ code, when, answer }) => [code, { summary: when, value: answer }])
      return [
        String(status),
        {
          description: these.map(({ code, when }) => `${code}: ${when}`).join('\n\n'),
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Error' },
              examples: Object.fromEntries(examples),
            },
          },
        },
      ]
    }),
  )
}
