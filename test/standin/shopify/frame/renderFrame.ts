import type { FrameConfig } from './browser/messages.ts'

/** Renders the admin's page around an app; its script draws everything visible. */
export function renderFrame(config: FrameConfig): string {
  const json = JSON.stringify(config).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${config.appTitle} · ${config.shopName}`)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/frame.css">
</head>
<body>
<script type="application/json" id="config">${json}</script>
<noscript>The admin needs JavaScript, as Shopify's does.</noscript>
<script src="/frame.js"></script>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
