// The yardstick's framework has no types of its own.
declare module 'express' {
  type Answer = { status: (code: number) => Answer; json: (body: unknown) => void }
  // biome-ignore lint/suspicious/noExplicitAny: untyped by design
  type Asked = { query: Record<string, unknown>; body: any }
  type Handler = (request: Asked, response: Answer, next: (error?: unknown) => void) => unknown
  type App = {
    use: (handler: Handler) => void
    post: (path: string, handler: Handler) => void
    listen: (port: number, host: string) => void
  }
  const express: (() => App) & { json: (options: { limit: string }) => Handler }
  export default express
}
