import silvervine from './index.js'

export const { Silvervine, SilvervineError, FixedClock, version } = silvervine
export default silvervine
