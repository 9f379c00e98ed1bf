import pkg from '@picketapi/picket-node'

const Picket = pkg.default
export const picket = new Picket(process.env.PALISADE_SECRET_KEY ?? '')
picket.baseURL = process.env.PALISADE_API ?? '' // https://palisade.example.com/api/v1
