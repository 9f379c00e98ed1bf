import type { StandinShop } from '../state.ts'

const themeId = 'gid://shopify/OnlineStoreTheme/1'

/**
 * The app's extensions as App Bridge lists them: the blocks of its theme app extension, and where the published theme
 * has them.
 */
export function formatExtensions({ hasBlocks, listsBlocks }: StandinShop): unknown[] {
  if (!listsBlocks) return []
  const formatBlock = (handle: string, name: string, template: string) => ({
    handle,
    name,
    target: 'section',
    status: hasBlocks ? 'active' : 'available',
    activations: hasBlocks ? [{ target: `template--${template}/main/palisade_${handle}`, themeId }] : [],
  })
  return [
    {
      handle: 'gate-block',
      type: 'theme_app_extension',
      activations: [
        formatBlock('gate', 'Token gate', 'product'),
        formatBlock('cart', 'Token offers in the cart', 'cart'),
      ],
    },
  ]
}
