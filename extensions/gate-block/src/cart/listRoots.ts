/** List a document and the open shadow roots in it, which themes put product forms into. */
export function listRoots(root: ParentNode): ParentNode[] {
  // Only elements with a hyphen have a shadow root that holds a form; the others are many.
  const hosts = [...root.querySelectorAll('*')].filter(({ localName }) => localName.includes('-'))
  return [root, ...hosts.flatMap(({ shadowRoot }) => (shadowRoot ? listRoots(shadowRoot) : []))]
}
