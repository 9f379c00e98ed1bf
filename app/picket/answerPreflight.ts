/**
 * Answer a browser's preflight. It carries no key and so cannot be authorized: every site is allowed. The request that
 * follows is checked against the project's domains.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function answerPreflight({ origin, methods }: { origin: string | null; methods: string }): Response {
  const headers = {
    'access-control-allow-methods': `${methods}, OPTIONS`,
    // A wildcard would not include Authorization.
    'access-control-allow-headers': 'authorization, content-type, x-api-key',
    'access-control-max-age': '7200',
    allow: `${methods}, OPTIONS`,
  }
  return setAllowedOrigin(new Response(null, { status: 204, headers }), origin)
}

/** Allow the calling site to read an answer. Cookies are never used. */
export function setAllowedOrigin(answer: Response, origin: string | null): Response {
  for (const [name, value] of Object.entries(formatSiteHeaders(origin))) answer.headers.set(name, value)
  return answer
}

/** The headers that allow the calling site to read an answer. */
export function formatSiteHeaders(origin: string | null): Record<string, string> {
  if (origin === null || !/^[\x21-\x7e]{1,300}$/.test(origin)) return { vary: 'Origin' }
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after, www-authenticate',
  }
}
