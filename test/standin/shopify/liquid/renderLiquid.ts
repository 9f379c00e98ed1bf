import type { Liquid, Template } from 'liquidjs'

export type RenderLiquidParameters = {
  readonly engine: Liquid
  /** A template file below a root, such as `layout/theme`, Liquid text, or what the engine has parsed of one. */
  readonly template: { readonly file: string } | { readonly text: string } | { readonly parsed: Template[] }
  /** From `buildContext`. Snippets and sections see it too, like Shopify's global objects. */
  readonly context: object
}

/** Render a template with Shopify's global objects. */
export async function renderLiquid(parameters: RenderLiquidParameters): Promise<string> {
  const { engine, template, context } = parameters
  const options = { globals: context }
  if ('file' in template) return await engine.renderFile(template.file, {}, options)
  if ('parsed' in template) return await engine.render(template.parsed, {}, options)
  return await engine.parseAndRender(template.text, {}, options)
}
