/** One image that the engine has. `names`: its tags, none if it is not named. Ports as `80/tcp`. */
export type Image = {
  id: string
  names: string[]
  createdAt: string
  size: number
  /** What a container of it exposes, and which folders get an anonymous volume, unless said otherwise. */
  exposed: string[]
  volumes: string[]
  /** What runs if no command is given: the entrypoint and its words. */
  entrypoint: string[]
  command: string[]
  /** It says by itself whether it works. */
  healthCheck: boolean
}
