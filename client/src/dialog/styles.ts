const light =
  '--s:#fff;--t:#15171c;--soft:#5b616e;--line:#e3e5ea;--tint:#f5f6f8;--no:#b45309;color-scheme:light'
const dark =
  '--s:#191b20;--t:#f3f4f6;--soft:#a3a9b5;--line:#32363f;--tint:#23262d;--no:#f5a524;color-scheme:dark'

/**
 * The dialog's style sheet. A site changes it with custom properties: `--palisade-accent`, `--palisade-on-accent`,
 * `--palisade-surface`, `--palisade-text`, `--palisade-radius`, `--palisade-font`.
 */
export const styles = `
:host{all:initial;${light}}
:host([data-theme=dark]){${dark}}
@media (prefers-color-scheme:dark){:host([data-theme=auto]){${dark}}}
*{box-sizing:border-box;margin:0;padding:0;font:inherit;color:inherit;letter-spacing:normal}
[hidden]{display:none!important}
dialog{--a:var(--palisade-accent,#3050e0);--r:var(--palisade-radius,20px);
position:fixed;inset:0;margin:auto;width:min(400px,calc(100vw - 32px));max-width:none;max-height:calc(100vh - 32px);
overflow:auto;overscroll-behavior:contain;border:1px solid var(--line);border-radius:var(--r);
background:var(--palisade-surface,var(--s));color:var(--palisade-text,var(--t));
font:400 16px/1.45 var(--palisade-font,system-ui,-apple-system,"Segoe UI",sans-serif);text-align:start;
box-shadow:0 24px 64px -16px rgb(0 0 0/.35)}
dialog::backdrop{background:rgb(12 14 18/.5)}
.box{position:relative;display:flex;flex-direction:column;gap:20px;min-height:374px;padding:28px 24px 24px}
.body{flex:1;display:flex;flex-direction:column;gap:8px}
.title{padding-inline-end:40px;font-size:20px;font-weight:650;line-height:1.3;outline:0;text-wrap:balance;overflow-wrap:anywhere}
.words{display:grid;gap:6px;color:var(--soft);text-wrap:inherit;overflow-wrap:anywhere}
dialog:not([data-tone=list]) .body{align-items:center;justify-content:center;text-align:center;text-wrap:balance;padding-block:12px}
dialog:not([data-tone=list]) .title{padding-inline:24px}
button{border:0;background:none;cursor:pointer;-webkit-tap-highlight-color:transparent}
button:focus-visible,summary:focus-visible{outline:2px solid color-mix(in srgb,var(--a) 60%,var(--t));outline-offset:2px}
.close{position:absolute;z-index:1;inset-block-start:18px;inset-inline-end:16px;width:40px;height:40px;border-radius:50%;display:grid;place-items:center;color:var(--soft)}
.close:hover{background:var(--tint)}
svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.list{list-style:none;display:grid;gap:8px;margin-block-start:12px}
.palisade-wallet{display:flex;align-items:center;gap:14px;width:100%;min-height:56px;padding:10px 14px;border:1px solid var(--line);border-radius:calc(var(--r)*.6);font-weight:550;text-align:start;overflow-wrap:anywhere}
.palisade-wallet:hover{background:var(--tint)}
.palisade-wallet svg,.palisade-wallet img{flex:none;width:28px;height:28px;border-radius:7px}
.none{margin-block-start:12px;padding:16px;border:1px dashed var(--line);border-radius:calc(var(--r)*.6);color:var(--soft);text-align:center;animation:show 1ms .4s both}
.apps{display:grid;gap:8px;padding-block-start:8px}
.apps p{color:var(--soft)}
.phone,.desk{display:grid;gap:8px}
.code{justify-self:center;border-radius:8px;background:#fff;outline:0}
.code svg{display:block;width:180px;height:180px;fill:#000;stroke:none;shape-rendering:crispEdges}
.help .apps{padding-block-start:12px}
.apps .plain{border:1px solid var(--line);color:inherit}
@media (hover:none) and (pointer:coarse){.desk{display:none}}
@media (hover:hover),(pointer:fine){.phone{display:none}}
.apps .list{grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));margin:0}
.apps .palisade-wallet{justify-content:center;height:100%;min-height:46px;padding:6px 10px;color:var(--palisade-text,var(--t));text-align:center;text-decoration:none}
.help{margin-block-start:auto;padding-block-start:12px;color:var(--soft);font-size:15px}
.help summary{width:fit-content;border-radius:4px;cursor:pointer;list-style:none;text-decoration:underline;text-underline-offset:3px;text-decoration-color:var(--line)}
.help summary::-webkit-details-marker{display:none}
.help p{padding-block-start:8px}
.mark{position:relative;display:grid;place-items:center;width:72px;height:72px;margin-block-end:12px;border-radius:50%;background:var(--tint)}
.mark img{width:36px;height:36px;border-radius:9px}
.mark svg{width:32px;height:32px}
[data-tone=no] .mark{color:var(--no);background:color-mix(in srgb,var(--no) 14%,transparent)}
[data-tone=busy] .mark::after{content:"";position:absolute;inset:-3px;border:3px solid var(--line);border-block-start-color:var(--a);border-radius:50%;animation:turn .9s linear infinite}
.actions{display:grid;gap:4px}
.actions:empty{display:none}
.primary,.plain{min-height:48px;padding:10px 16px;border-radius:calc(var(--r)*.6);font-weight:600}
.primary{background:var(--a);color:var(--palisade-on-accent,#fff)}
.primary:hover{background:color-mix(in srgb,var(--a) 88%,#000)}
.plain{color:var(--soft);font-weight:500}
.plain:hover{background:var(--tint)}
@keyframes turn{to{transform:rotate(1turn)}}
@keyframes show{from{opacity:0}}
@media (max-width:480px){dialog{inset-block-start:auto;margin:0;width:100%;max-height:92vh;border-width:1px 0 0;border-radius:var(--r) var(--r) 0 0}
.box{padding-block-end:calc(20px + env(safe-area-inset-bottom,0px))}}
@media (prefers-reduced-motion:no-preference){dialog{animation:rise .18s ease-out}dialog::backdrop{animation:show .18s}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}}
@media (prefers-reduced-motion:reduce){[data-tone=busy] .mark::after{animation-duration:0s;border-color:var(--a)}}
`
