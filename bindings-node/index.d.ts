/** The version of this addon, as `1.2.3`. */
export function version(): string
