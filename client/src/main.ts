import { Picket } from './Picket.ts'

Object.assign(window, { Picket, Palisade: Picket })
