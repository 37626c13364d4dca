import { z } from 'zod'
import type { Json } from '../../core/action'
import { fail, ok, type Result } from '../../core/result'
import { changesContainers as text } from '../../text/en/changes-containers'

export type Fields = { [name: string]: Json }
const json = z.custom<Json>(() => true)
const fields = z.record(z.string(), json)

/** What is needed of an inspection; everything else of it is handed on as it is. */
const inspectSchema = z.object({
  Id: z.string().min(12),
  Image: z.string(),
  Config: fields,
  HostConfig: fields,
  Mounts: z.array(z.object({ Type: z.string(), Name: z.string().optional(), Destination: z.string(), RW: z.boolean().optional() })).nullish(),
  /** Which one of an image for several platforms it was made from; engines from API 1.48 on that keep images in containerd say it. */
  ImageManifestDescriptor: z.object({ platform: z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() }).nullish() }).nullish(),
  NetworkSettings: z.object({ Networks: z.record(z.string(), fields).nullish() }),
})
export type Inspect = z.output<typeof inspectSchema>

/** Reads an inspection. What does not fit is told without the inspection itself: it holds secrets. */
export function readInspect(inspection: unknown): Result<Inspect> {
  const read = inspectSchema.safeParse(inspection)
  return read.success ? ok(read.data) : fail({ code: 'unreadable_output', message: text.unreadable(read.error.issues[0]?.path.map(String).join('.') ?? '') })
}
