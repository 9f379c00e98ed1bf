import type { Liquid } from 'liquidjs'

export type RenderLiquidParameters = {
  readonly engine: Liquid
  /** A template file below a root, as `layout/theme`, or Liquid text. */
  readonly template: { readonly file: string } | { readonly text: string }
  /** Made by `buildContext`; seen in every snippet and section too, as Shopify's global objects are. */
  readonly context: object
}

/** Render a template with Shopify's global objects. */
export async function renderLiquid(parameters: RenderLiquidParameters): Promise<string> {
  const { engine, template, context } = parameters
  const options = { globals: context }
  if ('file' in template) return await engine.renderFile(template.file, {}, options)
  return await engine.parseAndRender(template.text, {}, options)
}
