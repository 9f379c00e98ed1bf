/**
 * Read the name and icon of an announced wallet. Any script can announce one: names are cut at 40 characters, and icons
 * must be data URIs.
 */
export function readWalletLabel(announced: { readonly name?: unknown; readonly icon?: unknown }): {
  name: string | null
  icon: string | null
} {
  const { name, icon } = announced
  return {
    name: (typeof name === 'string' && name.trim().slice(0, 40)) || null,
    icon: typeof icon === 'string' && /^data:image\//.test(icon) ? icon : null,
  }
}
