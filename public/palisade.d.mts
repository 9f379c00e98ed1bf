export * from './palisade.js'
export { Picket as default } from './palisade.js'
