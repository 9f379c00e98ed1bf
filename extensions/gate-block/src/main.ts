import { PalisadeGateElement } from './PalisadeGateElement.ts'

if (!customElements.get('palisade-gate')) customElements.define('palisade-gate', PalisadeGateElement)
