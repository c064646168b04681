/** An object of settings in the service's own words, kept as it is. */
export type Settings = Readonly<Record<string, unknown>>;
