/** Any script of the page can announce a wallet: its name stays short and its icon inside the page. */
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
