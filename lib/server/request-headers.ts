/** Address of the client, as the guard found it. Like the next three, main.ts writes it onto requests after the guard dropped whatever came under that name. */
export const CLIENT_HEADER = 'x-dock6-client'
/** The Host that the guard let pass. */
export const HOST_HEADER = 'x-dock6-host'
/** The way of the request's connection as two addresses, ours and the peer's (`2001:db8::1 2001:db8::77`): what a change must not cut off unasked. */
export const PATH_HEADER = 'x-dock6-path'
/** The nonce of the response, for pages. */
export const NONCE_HEADER = 'x-dock6-nonce'
/** A page sends this with reads that it makes by itself (after a live event), so that an open page alone keeps nobody signed in. */
export const BACKGROUND_HEADER = 'x-dock6-background'
