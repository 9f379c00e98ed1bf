import type { ThemeAnswer } from '../../core/block/types.ts'

/** File name of the gate block in the theme app extension, without its end. */
export const BLOCK_HANDLE = 'gate'
const EXTENSION_HANDLE = 'gate-block'

/**
 * Read from App Bridge's list of extensions whether the published theme has the gate block on product pages. An answer
 * of another shape, or one without the block, says nothing.
 *
 * @see https://shopify.dev/docs/api/app-home/apis/app
 */
export function parseExtensions(extensions: unknown): ThemeAnswer {
  const extension = listRecords(extensions).find(
    ({ handle, type }) => handle === EXTENSION_HANDLE && type === 'theme_app_extension',
  )
  const block = listRecords(extension?.activations).find(({ handle }) => handle === BLOCK_HANDLE)
  if (!block || !Array.isArray(block.activations)) return 'silent'
  return listRecords(block.activations).some(({ target }) => isOnProducts(target)) ? 'added' : 'missing'
}

/** A target is such as `template--product.alternate/main/gate_GPzUYy`. A part of all pages is no template. */
function isOnProducts(target: unknown): boolean {
  if (typeof target !== 'string') return false
  return !target.startsWith('template--') || /^template--product(?:[./]|$)/.test(target)
}

function listRecords(value: unknown): Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return []
  return value.filter((one) => typeof one === 'object' && one !== null)
}
