/** The engine network that owns a bridge, an address or a route. `id` is the engine's full id. */
export type NetworkRef = { id: string; name: string }
