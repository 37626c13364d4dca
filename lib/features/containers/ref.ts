/** Who stands behind an address, a veth or a socket. `id` is the engine's full id. */
export type ContainerRef = { id: string; name: string }
