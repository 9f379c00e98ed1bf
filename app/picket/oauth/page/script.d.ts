/** The text of a browser script, bundled at build time. @see scripts/inlineScripts.ts */
declare module '*?script' {
  const text: string
  export default text
}
