import { encodeHtml } from '../../encodeHtml.ts'
import type { JsonSchema } from '../composeSchema.ts'
import type { ErrorSamples } from '../errorSamples.ts'
import type { Access, Endpoint } from '../types.ts'
import { type FieldLine, formatType, listFields } from './listFields.ts'
import { renderText } from './renderText.ts'

type RenderEndpointParameters = {
  readonly endpoint: Endpoint
  readonly issuer: string
  readonly schemas: Readonly<Record<string, JsonSchema>>
  readonly samples: ErrorSamples
}

const WHO: Readonly<Record<Access, string>> = {
  publishable: 'Publishable or secret key',
  secret: 'Secret key',
  client: 'Publishable or secret key, or client_id in the body',
  bearer: 'Access token',
  none: 'No key',
}

/** Render one endpoint: description and parameters on the left, request and answer on the right. */
export function renderEndpoint({ endpoint, issuer, schemas, samples }: RenderEndpointParameters): string {
  const { id, method, path, summary, description, access, parameters, request, answers } = endpoint
  const [answer] = answers.flatMap(({ body }) => body ?? [])
  const curl = formatCurl({ endpoint, issuer })
  return `<article id="${id}">
<div class="words">
<h3 class="title"><a href="#${id}">${encodeHtml(summary)}</a></h3>
<p class="address"><b class="${method.toLowerCase()}">${method}</b> <code>${encodeHtml(path).replaceAll('/', '/<wbr>')}</code></p>
${description.map((paragraph) => `<p>${renderText(paragraph)}</p>`).join('\n')}
<p class="who">${WHO[access]}</p>
${renderParameters(parameters ?? [])}
${request ? renderBody({ schema: schemas[request.name] ?? {}, schemas, title: request.isForm ? 'Body, form or JSON' : 'Body' }) : ''}
${answer ? renderFields(schemas[answer.name] ?? {}, schemas) : renderAnswers(answers)}
${renderErrors(samples)}
</div>
<div class="code">
<h4 class="label">Request</h4>
<pre tabindex="0"><code>${encodeHtml(curl)}</code></pre>
${answer ? `<h4 class="label">Answer</h4>\n<pre tabindex="0"><code>${encodeHtml(JSON.stringify(answer.example, null, 2))}</code></pre>` : ''}
</div>
</article>`
}

function renderParameters(parameters: NonNullable<Endpoint['parameters']>): string {
  const headers = parameters.filter((parameter) => parameter.in === 'header')
  const others = parameters.filter((parameter) => parameter.in !== 'header')
  return `${renderTable('URL parameters', others.map(toLine))}${renderTable('Headers', headers.map(toLine))}`
}

function toLine(parameter: NonNullable<Endpoint['parameters']>[number]): FieldLine {
  const { name, description, isRequired, in: place } = parameter
  const schema = parameter.schema.toJSONSchema() as JsonSchema
  const type = schema.type === 'array' ? 'text, repeatable' : formatType(schema)
  return { name, depth: 0, type, description, isRequired: isRequired && place !== 'path' }
}

function renderBody({
  schema,
  schemas,
  title,
}: Pick<RenderEndpointParameters, 'schemas'> & { schema: JsonSchema; title: string }): string {
  const { lines, older } = listFields(schema, schemas)
  const names = older.map((name) => `<code>${encodeHtml(name)}</code>`).join(', ')
  return `${renderTable(title, lines)}
${names ? `<p class="older">Older clients may also send ${names}.</p>` : ''}`
}

/** An answer has every field, unless its description says otherwise, so none is marked as required. */
function renderFields(schema: JsonSchema, schemas: RenderEndpointParameters['schemas']): string {
  return renderTable(
    'Answer',
    listFields(schema, schemas).lines.map((line) => ({ ...line, isRequired: false })),
  )
}

function renderTable(title: string, lines: readonly FieldLine[]): string {
  if (lines.length === 0) return ''
  return `<h4 class="label">${title}</h4>
<dl>
${lines.map(renderLine).join('\n')}
</dl>`
}

function renderLine({ name, depth, type, isRequired, description }: FieldLine): string {
  const needed = isRequired ? ' <em>required</em>' : ''
  return `<div class="in${depth}"><dt><code>${encodeHtml(name)}</code> <small>${encodeHtml(type)}${needed}</small></dt><dd>${renderText(description)}</dd></div>`
}

function renderAnswers(answers: Endpoint['answers']): string {
  const lines = answers.map(
    ({ status, description }) =>
      `<div><dt><code>${status}</code></dt><dd>${renderText(description)}</dd></div>`,
  )
  return `<h4 class="label">Answer</h4>\n<dl>\n${lines.join('\n')}\n</dl>`
}

function renderErrors(samples: ErrorSamples): string {
  const found = [...samples.values()]
  const statuses = [...new Set(found.map(({ status }) => status))].sort((a, b) => a - b)
  const lines = statuses.map((status) => {
    const codes = found.filter((sample) => sample.status === status).map(({ code }) => code)
    const links = codes.map((code) => `<a href="#${code}">${code.replaceAll('_', '_<wbr>')}</a>`).join(' ')
    return `<div><dt><code>${status}</code></dt><dd>${links}</dd></div>`
  })
  return `<h4 class="label">Errors</h4>\n<dl class="errors">\n${lines.join('\n')}\n</dl>`
}

const CREDENTIALS: Readonly<Record<Access, readonly string[]>> = {
  publishable: ['-u "$PUBLISHABLE_KEY:"'],
  secret: ['-u "$SECRET_KEY:"'],
  client: ['-u "$PUBLISHABLE_KEY:$SECRET_KEY"'],
  bearer: ['-H "authorization: Bearer $ACCESS_TOKEN"'],
  none: [],
}

/** Format an endpoint's example as a curl command, or as a URL if people open it as a page. */
function formatCurl({ endpoint, issuer }: { endpoint: Endpoint; issuer: string }): string {
  const { access, request, method, parameters = [] } = endpoint
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(parameters.find((parameter) => parameter.name === name)?.example ?? name),
  )
  const headers = parameters.flatMap(({ in: place, name, example }) =>
    place === 'header' && example !== undefined
      ? [`-H ${formatQuoted(`${name.toLowerCase()}: ${String(example)}`)}`]
      : [],
  )
  const query = parameters.flatMap((parameter) =>
    parameter.in === 'query' && parameter.example !== undefined
      ? [`${parameter.name}=${encodeURIComponent(String(parameter.example))}`]
      : [],
  )
  const address = `${issuer}${path}`
  // People open this address in a browser, so there is no command.
  if (query.length > 0) return `${address}\n  ?${query.join('\n  &')}`
  const verb = method === 'GET' || (method === 'POST' && request) ? [] : [`-X ${method}`]
  const parts = [...CREDENTIALS[access], ...verb, ...headers, ...formatBody(request), formatQuoted(address)]
  return `curl ${parts.join(' \\\n  ')}`
}

function formatBody(request: Endpoint['request']): string[] {
  if (!request) return []
  if (!request.isForm) {
    return [
      "-H 'content-type: application/json'",
      `-d ${formatQuoted(JSON.stringify(request.example, null, 2))}`,
    ]
  }
  // The header already has it.
  const { client_id: _, ...fields } = request.example
  return Object.entries(fields).map(
    ([name, value]) => `--data-urlencode ${formatQuoted(`${name}=${String(value)}`)}`,
  )
}

function formatQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
