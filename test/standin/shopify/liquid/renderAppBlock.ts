import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { StandinShop, StandinState } from '../state.ts'
import { escapeHtml } from './escapeHtml.ts'
import { openBlockEngine } from './openBlockEngine.ts'
import { renderLiquid } from './renderLiquid.ts'
import { resolveMetafields } from './resolveMetafields.ts'
import { resolveMetaobjects } from './resolveMetaobjects.ts'

/** The part of a block's `{% schema %}` that the stand-in obeys. */
export type BlockSchema = {
  readonly name: string
  readonly target: string
  readonly javascript?: string
  readonly stylesheet?: string
  readonly enabled_on?: { readonly templates?: readonly string[] }
  readonly settings?: readonly { readonly id?: string; readonly default?: unknown }[]
}

export type RenderAppBlockParameters = {
  readonly state: StandinState
  readonly shop: StandinShop
  /** The extension's folder, `…/extensions/gate-block`; its name is the handle. */
  readonly extensionDir: string
  readonly blockName: string
  /** The merchant's settings; the schema's defaults fill the rest. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** The page's context, from `buildContext`. */
  readonly context: Readonly<Record<string, unknown>>
  /** Assets already on the page. One set per page, so that each asset loads once. */
  readonly loadedAssets?: Set<string>
  /** Base path of the extension's assets. Default `/extensions/<handle>/assets`. */
  readonly assetBase?: string
  readonly blockId?: string
}

/**
 * Render an app block as Shopify does: own snippets and sentences, `app` and `block` in scope, assets once per page.
 */
export async function renderAppBlock(parameters: RenderAppBlockParameters): Promise<string> {
  const { state, shop, extensionDir, blockName, context, loadedAssets = new Set<string>() } = parameters
  const handle = basename(extensionDir)
  const assetBase = parameters.assetBase ?? `/extensions/${handle}/assets`
  const blockId = parameters.blockId ?? `${handle}_${blockName}`
  const source = await readFile(join(extensionDir, 'blocks', `${blockName}.liquid`), 'utf8')
  const schema = parseSchema(source)
  const defaults = Object.fromEntries(
    (schema.settings ?? []).flatMap(({ id, default: value }) => (id ? [[id, value ?? null]] : [])),
  )
  const { engine, parse } = openBlockEngine({ extensionDir, shop, assetBase })
  const isDesigned = (context.request as { design_mode?: boolean } | undefined)?.design_mode === true
  const html = await renderLiquid({
    engine,
    template: { parsed: parse(source) },
    context: {
      ...context,
      metaobjects: shop.knobs.metaobjectsInBlocks === 'found' ? resolveMetaobjects({ state, shop }) : {},
      app: { metafields: resolveMetafields({ state, shop, ownerGid: installationGid(shop) }) },
      block: {
        id: blockId,
        type: `shopify://apps/${state.appHandle}/blocks/${blockName}`,
        settings: { ...defaults, ...parameters.settings },
        shopify_attributes: isDesigned ? `data-shopify-editor-block="${escapeHtml(blockId)}"` : '',
      },
    },
  })
  const assets = [
    ...loadOnce(
      loadedAssets,
      schema.stylesheet,
      (url) => `<link rel="stylesheet" href="${url}" media="all">`,
    ),
    ...loadOnce(loadedAssets, schema.javascript, (url) => `<script src="${url}" defer></script>`),
  ]
  return `${assets.join('')}<div id="shopify-block-${escapeHtml(blockId)}" class="shopify-block shopify-app-block">${html}</div>`

  function loadOnce(loaded: Set<string>, name: string | undefined, write: (url: string) => string): string[] {
    if (!name) return []
    const url = escapeHtml(`${assetBase}/${name}`)
    if (loaded.has(url)) return []
    loaded.add(url)
    return [write(url)]
  }
}

/** Read the `{% schema %}` of a block. */
export function parseSchema(source: string): BlockSchema {
  const match = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(source)
  if (!match?.[1]) throw new Error('An app block needs a {% schema %}.')
  return JSON.parse(match[1]) as BlockSchema
}

const NO_INSTALLATION = 'gid://shopify/AppInstallation/0'

function installationGid(shop: StandinShop): string {
  if (shop.knobs.appMetafieldsInBlocks === 'empty') return NO_INSTALLATION
  for (const metafield of shop.metafields.values()) {
    if (metafield.ownerGid.startsWith('gid://shopify/AppInstallation/')) return metafield.ownerGid
  }
  return NO_INSTALLATION
}
