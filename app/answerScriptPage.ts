export type AnswerScriptPageParameters = {
  readonly html: string
  /** Fresh random characters of base64url or hex. They allow this page's own style and script, and no others. */
  readonly nonce: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Answer a page with a script of its own, which cannot be framed or cached, and sends no referrer. */
export function answerScriptPage(parameters: AnswerScriptPageParameters): Response {
  const { html, nonce, status = 200, headers = {} } = parameters
  return new Response(html, {
    status,
    // A Headers object, because the server keeps headers that are set on it later.
    headers: new Headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...headers,
      // The server's own policy, which every answer without one gets, allows no script.
      'content-security-policy': [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `style-src 'nonce-${nonce}'`,
        // Wallets' icons are data URIs; other icons are not shown.
        'img-src data:',
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    }),
  })
}
