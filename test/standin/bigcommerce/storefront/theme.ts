/** The style sheet of the storefront's pages. */
export const THEME = `
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1d2430;background:#fff}
a{color:inherit;text-underline-offset:.2em}
header{display:flex;justify-content:space-between;align-items:center;padding:1rem max(1rem,calc(50% - 30rem));border-bottom:1px solid #e3e6ea}
header>a{font-weight:600;text-decoration:none}
nav{display:flex;gap:1.5rem}
main{max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem}
.productGrid{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:2rem;list-style:none;padding:0;margin:0}
.productGrid a{display:block;text-decoration:none;font-weight:500}
.productGrid img,.productView img{display:block;width:100%;height:auto;border-radius:.5rem;margin-bottom:.5rem}
.productView{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:2.5rem;align-items:start}
.productView-price{font-size:1.25rem}
form{display:flex;flex-wrap:wrap;gap:1rem;align-items:end;margin:1.5rem 0}
label{display:flex;flex-direction:column;gap:.25rem;font-size:.875rem;color:#525b69}
input,select{font:inherit;padding:.55rem .75rem;border:1px solid #b9c0ca;border-radius:.375rem;min-width:8rem;color:#1d2430;background:#fff}
button,.button{font:inherit;font-weight:500;padding:.6rem 1.25rem;border:0;border-radius:.375rem;background:#1d2430;color:#fff;text-decoration:none;cursor:pointer}
table{border-collapse:collapse;width:100%}
td,th{text-align:left;font-weight:400;padding:.6rem 0;border-bottom:1px solid #e3e6ea}
td:last-child{text-align:right;font-variant-numeric:tabular-nums}
tfoot tr:last-child>*{font-weight:600;border-bottom:0}
[role=alert]{padding:.75rem 1rem;border-radius:.375rem;background:#fdeceb;color:#8c1d18}
`
