import type { Access, Endpoint } from '../types.ts'

const CREDENTIALS: Readonly<Record<Access, readonly string[]>> = {
  publishable: ['-u "$PUBLISHABLE_KEY:"'],
  secret: ['-u "$SECRET_KEY:"'],
  client: ['-u "$PUBLISHABLE_KEY:$SECRET_KEY"'],
  bearer: ['-H "authorization: Bearer $ACCESS_TOKEN"'],
  none: [],
}

/** Format an endpoint's example as a curl command, or as a URL if people open it as a page. */
export function formatCurl({ endpoint, issuer }: { endpoint: Endpoint; issuer: string }): string {
  const { access, request, method, parameters = [] } = endpoint
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(parameters.find((parameter) => parameter.name === name)?.example ?? name),
  )
  const query = parameters.flatMap((parameter) =>
    parameter.in === 'query' && parameter.example !== undefined
      ? [`${parameter.name}=${encodeURIComponent(String(parameter.example))}`]
      : [],
  )
  const address = `${issuer}${path}`
  // People open this address in a browser, so there is no command.
  if (query.length > 0) return `${address}\n  ?${query.join('\n  &')}`
  const verb = method === 'POST' && !request ? ['-X POST'] : []
  return `curl ${[...CREDENTIALS[access], ...verb, ...formatBody(request), formatQuoted(address)].join(' \\\n  ')}`
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
